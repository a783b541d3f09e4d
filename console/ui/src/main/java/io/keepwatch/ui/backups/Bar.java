package io.keepwatch.ui.backups;

import com.vaadin.flow.component.html.Div;
import java.util.Optional;

/// How much is done. Read out by the words beside it, never by itself: a percentage that changes each second is noise.
public final class Bar extends Div {

    private final Div fill = new Div();

    public Bar() {
        addClassName("kw-bar");
        fill.addClassName("kw-bar-fill");
        getElement().setAttribute("aria-hidden", "true");
        add(fill);
    }

    /// @param percent empty when nobody knows: the bar then says only that something goes on
    public void show(Optional<Integer> percent, boolean running) {
        setClassName("kw-unknown", percent.isEmpty() && running);
        fill.getStyle().set("width", percent.orElse(0) + "%");
    }

    public Bar tone(String tone) {
        addClassName(tone);
        return this;
    }
}
