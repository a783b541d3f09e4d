package io.keepwatch.ui.settings;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.keepwatch.access.AccessException;
import io.keepwatch.ui.element.Glyph;

/// Why a change was not made, where it was asked for.
final class Problem extends Div {

    Problem() {
        addClassName("kw-form-problem");
        getElement().setAttribute("role", "alert");
        setVisible(false);
    }

    void say(String message) {
        removeAll();
        add(Glyph.CRITICAL.decorative(), new Span(message));
        setVisible(true);
    }

    void clear() {
        setVisible(false);
    }

    /// Makes the change; what refuses it is shown here.
    ///
    /// @return whether it was made
    boolean attempt(Runnable change) {
        try {
            change.run();
            clear();
            return true;
        } catch (AccessException refused) {
            say(String.valueOf(refused.getMessage()));
            return false;
        }
    }
}
