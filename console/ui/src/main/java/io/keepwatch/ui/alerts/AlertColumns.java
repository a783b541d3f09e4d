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

    /// Where there is room for one column only, what was chosen stands above the list: a form is being filled.
    public void detailFirst(boolean first) {
        setClassName("kw-detail-first", first);
    }
}
