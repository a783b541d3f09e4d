package io.keepwatch.ui.element;

import com.vaadin.flow.component.html.Span;

/// A glyph and its words in one line, without a tint: for table cells and lists.
public final class Status extends Span {

    public Status(Glyph glyph, String text) {
        addClassName("kw-status");
        add(glyph.decorative(), new Span(text));
    }
}
