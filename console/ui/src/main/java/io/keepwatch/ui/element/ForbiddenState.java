package io.keepwatch.ui.element;

import com.vaadin.flow.component.html.Div;

/// A part of the console that needs a role the person does not have.
public final class ForbiddenState extends Div {

    public ForbiddenState(String what, String role) {
        add(new StateBox(KwIcon.LOCK.create(), what + " needs the role " + role,
                "Someone with that role can do it, or give it to you."));
    }
}
