package io.keepwatch.ui.alerts;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Span;
import io.keepwatch.ui.page.PageContext;

/// The ways between the pages of alerts, each with what is to be counted there.
final class AlertTabs extends Nav {

    private final PageContext page;
    private final Anchor now = new Anchor();
    private final Anchor rules = new Anchor();
    private final Span firing = new Span();
    private final Span ruleCount = new Span();

    AlertTabs(PageContext page, boolean onRules) {
        this.page = page;
        addClassName("kw-alert-tabs");
        getElement().setAttribute("aria-label", "Pages of alerts");
        firing.addClassName("kw-count");
        ruleCount.addClassName("kw-count");
        now.add(new Span("Now"), firing);
        rules.add(new Span("Rules"), ruleCount);
        (onRules ? rules : now).getElement().setAttribute("aria-current", "page");
        add(now, rules);
    }

    void show(long firingAlerts, int rulesInUse) {
        now.setHref(page.link("alerts"));
        rules.setHref(page.link("alerts/rules"));
        firing.setText(firingAlerts + " firing");
        ruleCount.setText(String.valueOf(rulesInUse));
    }
}
