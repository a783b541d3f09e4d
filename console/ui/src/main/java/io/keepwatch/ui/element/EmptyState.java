package io.keepwatch.ui.element;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;

/// Why there is nothing to see, and what to do about it: one sentence and one or two actions.
public final class EmptyState extends Div {

    public EmptyState(KwIcon icon, String title, String reason, Component... actions) {
        add(new StateBox(icon.create(), title, reason, actions));
    }
}
