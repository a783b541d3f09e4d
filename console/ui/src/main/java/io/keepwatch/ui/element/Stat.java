package io.keepwatch.ui.element;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;

/// One number that matters, with its unit and what is normal beside it: `31 %  normal 0.2 %`.
public final class Stat extends Div {

    private final Span value = new Span();
    private final Span note = new Span();

    public Stat() {
        addClassName("kw-stat");
        value.addClassName("kw-big");
        note.addClassName("kw-t3");
        add(value, note);
    }

    public Stat(String text, String beside) {
        this();
        show(text, beside);
    }

    public final void show(String text, String beside) {
        show(text, beside, StatusBadge.Tone.NEUTRAL);
    }

    /// @param tone CRITICAL and WARNING colour the number; anything else leaves it as it is
    public final void show(String text, String beside, StatusBadge.Tone tone) {
        value.setText(text);
        note.setText(beside);
        value.removeClassNames("kw-crit", "kw-warn");
        switch (tone) {
            case CRITICAL -> value.addClassName("kw-crit");
            case WARNING -> value.addClassName("kw-warn");
            case GOOD, PROTECTED, INFO, NEUTRAL -> { }
        }
    }
}
