package io.keepwatch.ui.alerts;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;

/// What is listed, and beside it what was chosen of it.
public final class AlertColumns extends Div {

    public AlertColumns(Component list, Component detail) {
        var left = new Div(list);
        left.addClassName("kw-col");
        var right = new Div(detail);
        right.addClassName("kw-col");
        add(left, right);
        addClassNames("kw-alert-split", "kw-fill");
    }
}
