package io.keepwatch.ui.element;

import com.vaadin.flow.component.html.Span;

/// A state in a word or three, with its glyph and tint.
public final class StatusBadge extends Span {

    public enum Tone {
        CRITICAL("crit"), WARNING("warn"), GOOD("ok"), PROTECTED("keep"), INFO("info"), NEUTRAL("");

        private final String style;

        Tone(String style) {
            this.style = style;
        }
    }

    public StatusBadge(Tone tone, String text) {
        addClassName("kw-badge");
        if (!tone.style.isEmpty()) {
            addClassName(tone.style);
        }
        switch (tone) {
            case CRITICAL -> add(Glyph.CRITICAL.decorative());
            case WARNING -> add(Glyph.WARNING.decorative());
            case GOOD -> add(Glyph.GOOD.decorative());
            case PROTECTED -> add(Glyph.POINT_VERIFIED.decorative());
            case INFO, NEUTRAL -> { }
        }
        add(new Span(text));
    }
}
