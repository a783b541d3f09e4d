package io.keepwatch.ui.element;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;

/// The outline of what is coming. The style sheet shows it after 150 ms, and after 3 s the line that says what is read.
public final class LoadingSkeleton extends Div {

    public LoadingSkeleton(String what, Runnable cancel) {
        addClassName("kw-skeleton");
        getElement().setAttribute("aria-busy", "true");
        add(bar("w40"), bar("fill"), bar("w60"));
        var button = new Button("Cancel", event -> cancel.run());
        button.addThemeNames("tertiary", "small");
        var line = new Div(Glyph.RUNNING.decorative(), new Span("Reading " + what), button);
        line.addClassName("kw-skeleton-line");
        add(line);
    }

    private static Div bar(String width) {
        var bar = new Div();
        bar.addClassNames("kw-skeleton-bar", width);
        return bar;
    }
}
