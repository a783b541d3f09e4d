package io.keepwatch.ui.alerts;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import io.keepwatch.alerting.RuleGroupStatus;
import io.keepwatch.alerting.RuleStatus;
import io.keepwatch.alerting.rulefile.AlertingRule;
import io.keepwatch.alerting.rulefile.Rule;
import io.keepwatch.alerting.rulefile.RuleExtras;
import io.keepwatch.ui.element.KeyValues;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.page.PageContext;
import java.time.Instant;

/// What the files say about a rule, and how its last evaluation went.
final class RuleFacts extends Div {

    private static final String RUNBOOK = "runbook_url";

    private final PageContext page;

    RuleFacts(PageContext page) {
        this.page = page;
        addClassName("kw-alert-facts");
    }

    void show(RuleGroupStatus group, RuleStatus status) {
        removeAll();
        Rule rule = status.rule();
        var times = new TimeFormat(page.zone());
        var values = new KeyValues();
        values.put("file", group.shipped() ? "shipped with Keepwatch, " + place(group, rule) : place(group, rule));
        Instant last = status.lastEvaluation();
        values.put("evaluated", (last == null ? "not yet" : times.seconds(last) + ", took " + Format.duration(status.took().toNanos()))
                + ", every " + Format.age(group.interval()));
        Instant seen = status.dataSeenAt();
        if (seen != null) {
            values.put("data", "seen " + times.near(seen, page.now()));
        }
        if (rule instanceof AlertingRule alerting) {
            alerting(alerting, values);
        } else {
            values.put("records", rule.name());
        }
        rule.labels().forEach((name, text) -> values.put(name, text));
        add(values);
    }

    private static String place(RuleGroupStatus group, Rule rule) {
        return group.group().file() + ":" + rule.line();
    }

    private static void alerting(AlertingRule rule, KeyValues values) {
        if (!rule.keepFiringFor().isZero()) {
            values.put("keeps firing for", Format.age(rule.keepFiringFor()));
        }
        rule.annotations().forEach((name, text) -> {
            if (!name.equals(RUNBOOK)) {
                values.put(name, new Span(text));
            }
        });
        if (rule.annotations().containsKey(RUNBOOK)) {
            var runbook = new Anchor("runbooks/" + rule.name(), "What to do about " + rule.name());
            boolean ours = rule.annotations().get(RUNBOOK).endsWith("/runbooks/" + rule.name());
            runbook.setRouterIgnore(true);
            values.put("runbook", ours ? runbook : new Span(rule.annotations().get(RUNBOOK)));
        }
        extras(rule.extras(), values);
    }

    private static void extras(RuleExtras extras, KeyValues values) {
        if (extras.appliesIf() != null) {
            values.put("applies if", code(extras.appliesIf()));
        }
        if (extras.resolveExpr() != null) {
            values.put("ends when not", code(extras.resolveExpr()));
        }
        values.put("without data", switch (extras.noData()) {
            case KEEP -> "a firing alert stays, as one without data, for " + Format.age(extras.noDataFor());
            case ALERT -> "fires by itself";
            case RESOLVE -> "resolves, as in Prometheus";
        });
    }

    private static Pre code(String text) {
        var code = new Pre(text);
        code.addClassName("kw-why-expr");
        return code;
    }
}
