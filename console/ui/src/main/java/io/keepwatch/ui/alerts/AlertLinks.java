package io.keepwatch.ui.alerts;

import io.keepwatch.alerting.RuleGroupStatus;
import io.keepwatch.alerting.RuleStatus;
import io.keepwatch.telemetry.SearchQuery;
import io.keepwatch.telemetry.SearchQuery.FieldTerm;
import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.page.PageUrl;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Addresses of alerts, rules, and what surrounds them in time.
final class AlertLinks {

    static final String ALERT = "alert";
    static final String RULE = "rule";

    private static final Duration BEFORE = Duration.ofMinutes(15);
    private static final Duration AFTER = Duration.ofMinutes(5);

    private AlertLinks() {}

    static String alert(PageContext page, String key) {
        return page.link("alerts", Map.of(ALERT, key));
    }

    static String rule(PageContext page, RuleGroupStatus group, RuleStatus rule) {
        String path = "alerts/rules/" + segment(group.group().name()) + "/" + segment(rule.rule().name());
        boolean others = group.rules().stream().filter(one -> one.rule().name().equals(rule.rule().name())).count() > 1;
        return page.link(path, others ? Map.of(RULE, rule.id()) : Map.of());
    }

    /// A new silence of all alerts with these labels.
    static String silence(PageContext page, Labels labels) {
        String text = labels.toString();
        return page.link("alerts/silences", Map.of("new", "1", "matchers", text));
    }

    static String traces(AlertItem alert) {
        return around(alert, "traces", new SearchQuery(List.of(new FieldTerm("service", alert.service()))).format());
    }

    static String logs(AlertItem alert) {
        return around(alert, "logs", new SearchQuery(List.of(new FieldTerm("service", alert.service()))).format());
    }

    /// From a while before its condition held until it ended, or until now.
    private static String around(AlertItem alert, String path, String query) {
        Instant until = alert.until();
        return PageUrl.of(path).with("from", alert.activeAt().minus(BEFORE).toString()).with("to", until == null ? "now" : until.plus(AFTER).toString())
                .with("q", query).text();
    }

    private static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
