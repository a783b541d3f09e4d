package io.keepwatch.ui.element;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;

/// The common shape of "empty", "failed" and "not allowed": a picture, a sentence, a reason, actions.
final class StateBox extends Div {

    StateBox(Component picture, String title, String reason, Component... actions) {
        addClassName("kw-state");
        var heading = new Span(title);
        heading.addClassName("kw-state-title");
        add(picture, heading, new Paragraph(reason));
        if (actions.length > 0) {
            var buttons = new Div(actions);
            buttons.addClassName("kw-row");
            add(buttons);
        }
    }
}
