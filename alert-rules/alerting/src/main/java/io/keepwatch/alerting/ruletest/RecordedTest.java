package io.keepwatch.alerting.ruletest;

import io.keepwatch.alerting.backtest.History;
import io.keepwatch.alerting.evaluation.Alert;
import io.keepwatch.alerting.evaluation.EvaluationSettings;
import io.keepwatch.alerting.evaluation.GroupState;
import io.keepwatch.alerting.evaluation.RuleEvaluator;
import io.keepwatch.alerting.rulefile.AlertingRule;
import io.keepwatch.alerting.rulefile.RuleGroup;
import io.keepwatch.promql.PromQlText;
import io.keepwatch.promql.QueryResult.Matrix;
import io.keepwatch.promql.QueryResult.Sample;
import io.keepwatch.promql.syntax.DurationExpr;
import io.keepwatch.promql.syntax.Expr;
import io.keepwatch.promql.syntax.Expr.TimeShift;
import io.keepwatch.promql.syntax.Expr.VectorSelector;
import io.keepwatch.promql.syntax.Parser;
import io.keepwatch.promql.syntax.Printer;
import io.keepwatch.promql.syntax.PromQlDuration;
import io.keepwatch.telemetry.series.LabelText;
import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.telemetry.series.SeriesStore.SampleColumn;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Makes a file of unit tests of an alert that fired: the samples the rule read, and what it made of them.
///
/// The samples are brought to one per interval, as the format wants them. What is expected is what the rule gives for those, so the test
/// holds when it is written; whether that includes the alert it was made of, is said.
public final class RecordedTest {

    private static final int MOST_SERIES = 100;
    private static final Duration LONGEST = Duration.ofHours(12);
    private static final Duration LOOKBACK = Duration.ofMinutes(5);

    private final AlertingRule rule;
    private final Duration step;
    private final Instant start;
    private final List<Instant> slots = new ArrayList<>();
    private final Map<Labels, @Nullable Double[]> series = new TreeMap<>();

    /// @param yaml    the file
    /// @param same    whether the alert fires in the test too
    public record Written(String yaml, boolean same) {}

    private RecordedTest(AlertingRule rule, Duration step, Instant activeAt, Instant until) {
        this.rule = rule;
        this.step = step;
        Duration before = reach(Parser.parse(rule.expr())).plus(LOOKBACK);
        long stepsBefore = Math.ceilDiv(before.toMillis(), step.toMillis());
        this.start = activeAt.minus(step.multipliedBy(stepsBefore));
        for (Instant slot = start; !slot.isAfter(until); slot = slot.plus(step)) {
            slots.add(slot);
        }
    }

    /// @param rule     with the labels of its group
    /// @param step     between two evaluations
    /// @param alert    whose beginning the test tells
    /// @param ruleFile that the test names
    /// @throws IllegalArgumentException when the alert reads too much for a test; the message says so
    public static Written of(History history, RuleGroup group, AlertingRule rule, Duration step, AlertStart alert, String ruleFile) {
        Instant until = alert.activeAt().plus(rule.holdDuration()).plus(step.multipliedBy(2));
        var test = new RecordedTest(rule, step, alert.activeAt(), until);
        if (Duration.between(test.start, until).compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("The rule reads " + PromQlDuration.format(Duration.between(test.start, until).toMillis())
                    + " of samples, which is more than a test should hold");
        }
        test.read(history);
        return test.written(group, alert, ruleFile);
    }

    /// Which alert, and since when its condition held.
    public record AlertStart(Labels labels, Instant activeAt) {}

    private void read(History history) {
        Set<String> selectors = new TreeSet<>();
        selectors(Parser.parse(rule.expr()), selectors);
        Instant end = slots.getLast();
        String range = "[" + PromQlDuration.format(Duration.between(start, end).plus(step).toMillis()) + "]";
        for (String selector : selectors) {
            for (SampleColumn column : ((Matrix) history.instant(selector + range, end).result()).series()) {
                series.computeIfAbsent(column.labels(), _ -> sampled(column));
                if (series.size() > MOST_SERIES) {
                    throw new IllegalArgumentException("The rule reads more than " + MOST_SERIES + " series, which is more than a test should hold");
                }
            }
        }
    }

    /// The last sample of each interval.
    private @Nullable Double[] sampled(SampleColumn column) {
        @Nullable Double[] values = new Double[slots.size()];
        for (int i = 0; i < column.times().length; i++) {
            long slot = Math.ceilDiv(column.times()[i] - start.toEpochMilli(), step.toMillis());
            if (slot >= 0 && slot < values.length) {
                values[(int) slot] = column.values()[i];
            }
        }
        return values;
    }

    private Written written(RuleGroup group, AlertStart alert, String ruleFile) {
        var memory = new TestSamples();
        var settings = new EvaluationSettings(step, Duration.ZERO, Duration.ofMinutes(1), Labels.EMPTY, EvaluationSettings.PROMETHEUS.externalUrl(),
                false, EvaluationSettings.PROMETHEUS.options());
        var evaluator = new RuleEvaluator(memory, settings, Clock.systemUTC());
        var alone = new RuleGroup(group.file(), group.name(), step, Duration.ZERO, group.limit(), group.labels(), List.of(rule), group.line());
        GroupState state = GroupState.NEW;
        List<Alert> firing = List.of();
        int at = 0;
        for (; at < slots.size(); at++) {
            load(memory, at);
            state = evaluator.evaluate(alone, state, slots.get(at), _ -> null).state();
            firing = state.rules().values().iterator().next().alerts().stream().filter(one -> one.state() == Alert.State.FIRING).toList();
            if (firing.stream().anyMatch(one -> one.labels().equals(alert.labels()))) {
                break;
            }
        }
        boolean same = at < slots.size();
        return new Written(yaml(ruleFile, firing, Math.min(at, slots.size() - 1)), same);
    }

    private void load(TestSamples memory, int at) {
        series.forEach((labels, values) -> {
            Double value = values[at];
            if (value != null) {
                memory.append(new Sample(labels, slots.get(at).toEpochMilli(), value));
            }
        });
    }

    private String yaml(String ruleFile, List<Alert> firing, int at) {
        var yaml = new StringBuilder("rule_files:\n  - " + quoted(ruleFile) + "\nevaluation_interval: " + duration(step) + "\ntests:\n");
        yaml.append("  - name: ").append(quoted(rule.name() + " as on " + start)).append("\n    interval: ").append(duration(step));
        yaml.append("\n    start_timestamp: ").append(quoted(start.toString())).append("\n    input_series:\n");
        series.forEach((labels, values) -> yaml.append("      - series: ").append(quoted(series(labels)))
                .append("\n        values: ").append(quoted(notation(values))).append('\n'));
        yaml.append("    alert_rule_test:\n      - eval_time: ").append(PromQlDuration.format(step.multipliedBy(at).toMillis()))
                .append("\n        alertname: ").append(quoted(rule.name())).append('\n');
        yaml.append(firing.isEmpty() ? "        exp_alerts: []\n" : "        exp_alerts:\n");
        for (Alert alert : firing) {
            yaml.append("          - exp_labels:\n");
            map(alert.labels().without("alertname").toMap(), yaml);
            if (!alert.annotations().isEmpty()) {
                yaml.append("            exp_annotations:\n");
                map(alert.annotations(), yaml);
            }
        }
        return yaml.toString();
    }

    private static void map(SortedMap<String, String> texts, StringBuilder yaml) {
        texts.forEach((name, text) -> yaml.append("              ").append(quoted(name)).append(": ").append(quoted(text)).append('\n'));
    }

    /// Runs of the same are told once: `5x3`, `_x4`.
    private static String notation(@Nullable Double[] values) {
        var words = new ArrayList<String>();
        for (int i = 0; i < values.length;) {
            Double value = values[i];
            int run = 1;
            while (i + run < values.length && Objects.equals(value, values[i + run])) {
                run++;
            }
            String word = value == null ? "_" : PromQlText.plain(value);
            words.add(run == 1 ? word : word + "x" + (value == null ? run : run - 1));
            i += run;
        }
        return String.join(" ", words);
    }

    private static String duration(Duration duration) {
        return PromQlDuration.format(duration.toMillis());
    }

    /// As it stands in a selector.
    private static String series(Labels labels) {
        return labels.metricName() + labels.withoutMetric();
    }

    /// In single quotes, which need no escapes, wherever it is one line.
    private static String quoted(String text) {
        return text.contains("\n") ? LabelText.quote(text) : "'" + text.replace("'", "''") + "'";
    }

    private static void selectors(Expr expr, Set<String> found) {
        if (expr instanceof VectorSelector s) {
            found.add(Printer.print(new VectorSelector(s.name(), s.matchers(), TimeShift.NONE, s.extension(), s.position())));
        }
        expr.children().forEach(child -> selectors(child, found));
    }

    /// How far back the expression looks.
    private static Duration reach(Expr expr) {
        Duration below = expr.children().stream().map(RecordedTest::reach).max(Duration::compareTo).orElse(Duration.ZERO);
        return below.plus(switch (expr) {
            case Expr.RangeSelector range -> length(range.range());
            case Expr.Subquery subquery -> length(subquery.range()).plus(length(subquery.shift().offset()));
            case VectorSelector selector -> length(selector.shift().offset());
            default -> Duration.ZERO;
        });
    }

    private static Duration length(@Nullable DurationExpr expr) {
        return expr instanceof DurationExpr.Literal literal ? Duration.ofMillis(Math.max(0, literal.millis())) : Duration.ZERO;
    }
}
