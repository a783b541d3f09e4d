package io.keepwatch.ui.alerts;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;

/// The line above each page of alerts: the ways to the others, and at the right what narrows this one.
public final class AlertHead extends Div {

    public AlertHead(AlertTabs tabs, Component... narrowing) {
        var push = new Div(narrowing);
        push.addClassNames("kw-row", "kw-push");
        add(tabs, push);
        addClassNames("kw-row", "kw-alert-top");
    }
}
