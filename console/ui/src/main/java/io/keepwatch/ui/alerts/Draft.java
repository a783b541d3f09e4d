package io.keepwatch.ui.alerts;

import io.keepwatch.alerting.rulefile.AlertingRule;
import io.keepwatch.alerting.rulefile.RuleExtras;
import io.keepwatch.promql.Comparison;
import io.keepwatch.promql.PromQlException;
import io.keepwatch.promql.syntax.PromQlDuration;
import io.keepwatch.telemetry.series.LabelText;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A rule that is tried out: another expression or `for` than the one in use.
///
/// @param base that it comes from
record Draft(AlertingRule base, String expr, Duration holdDuration) {

    static Draft of(AlertingRule rule) {
        return new Draft(rule, rule.expr(), rule.holdDuration());
    }

    /// Of a query that is to become a rule.
    static Draft ofQuery(String query) {
        var labels = new TreeMap<String, String>();
        labels.put("severity", "warning");
        var annotations = new TreeMap<String, String>();
        annotations.put("summary", "{{ $labels }} is at {{ $value }}");
        return of(new AlertingRule("NewAlert", query, Duration.ofMinutes(5), Duration.ZERO, labels, annotations, RuleExtras.NONE, 0));
    }

    boolean changed() {
        return !expr.equals(base.expr()) || !holdDuration.equals(base.holdDuration());
    }

    AlertingRule rule() {
        return new AlertingRule(base.name(), expr, holdDuration, base.keepFiringFor(), base.labels(), base.annotations(), base.extras(), base.line());
    }

    /// Null also when the expression cannot be read.
    @Nullable Comparison comparison() {
        try {
            return Comparison.of(expr).stream().findFirst().orElse(null);
        } catch (PromQlException _) {
            return null; // the editor says what is wrong with it
        }
    }

    /// As it stands in a rule file.
    String yaml() {
        var yaml = new StringBuilder("- alert: ").append(base.name()).append('\n');
        yaml.append("  expr: ");
        if (expr.contains("\n")) {
            yaml.append("|-\n").append(expr.strip().indent(4));
        } else {
            yaml.append(quoted(expr)).append('\n');
        }
        duration("for", holdDuration, yaml);
        duration("keep_firing_for", base.keepFiringFor(), yaml);
        map("labels", base.labels(), yaml);
        map("annotations", base.annotations(), yaml);
        return yaml.toString();
    }

    private static void duration(String name, Duration duration, StringBuilder yaml) {
        if (!duration.isZero()) {
            yaml.append("  ").append(name).append(": ").append(PromQlDuration.format(duration.toMillis())).append('\n');
        }
    }

    private static void map(String name, SortedMap<String, String> texts, StringBuilder yaml) {
        if (!texts.isEmpty()) {
            yaml.append("  ").append(name).append(":\n");
            texts.forEach((key, text) -> yaml.append("    ").append(LabelText.label(key)).append(": ").append(quoted(text)).append('\n'));
        }
    }

    /// Single quotes keep the braces and quotes of templates readable; only what has several lines needs the other kind.
    private static String quoted(String text) {
        return text.contains("\n") ? LabelText.quote(text) : "'" + text.replace("'", "''") + "'";
    }
}
