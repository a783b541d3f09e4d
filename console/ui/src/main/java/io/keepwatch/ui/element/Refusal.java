package io.keepwatch.ui.element;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.keepwatch.problem.ProblemException;

/// Why what a person asked for was not done, and what they could do: stands where they asked.
public final class Refusal extends Div {

    public Refusal() {
        addClassName("kw-refusal");
        getElement().setAttribute("role", "alert");
        setVisible(false);
    }

    public void say(Exception problem) {
        removeAll();
        add(Glyph.CRITICAL.decorative(), new Span(words(problem)));
        setVisible(true);
    }

    public void clear() {
        setVisible(false);
    }

    public static String words(Exception problem) {
        String message = problem.getMessage() == null ? problem.getClass().getSimpleName() : problem.getMessage();
        String hint = problem instanceof ProblemException known ? known.hint() : null;
        return hint == null ? sentence(message) : sentence(message) + " " + sentence(hint);
    }

    private static String sentence(String text) {
        return text.endsWith(".") || text.endsWith("!") || text.endsWith("?") ? text : text + ".";
    }
}
