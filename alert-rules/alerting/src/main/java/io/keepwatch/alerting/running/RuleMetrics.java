package io.keepwatch.alerting.running;

import io.keepwatch.alerting.RuleGroupStatus;
import io.keepwatch.alerting.RuleGroups;
import io.keepwatch.alerting.RuleStatus;
import io.keepwatch.alerting.evaluation.Alert;
import io.keepwatch.alerting.evaluation.GroupState;
import io.keepwatch.alerting.evaluation.RuleState.Health;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Collection;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// Prometheus' metrics of rule groups, of those that this process evaluates, and a few more.
final class RuleMetrics {

    private static final String GROUP = "rule_group";
    private static final double NANOS = 1e9;

    private final Counter evaluations;
    private final Counter failures;
    private final Counter iterations;
    private final Counter missed;

    RuleMetrics(PrometheusRegistry registry) {
        evaluations = counter(registry, "keepwatch_rule_evaluations_total", "Evaluations of rules");
        failures = counter(registry, "keepwatch_rule_evaluation_failures_total", "Evaluations of rules that failed, or whose outcome could not be stored");
        iterations = counter(registry, "keepwatch_rule_group_iterations_total", "Evaluations of rule groups");
        missed = counter(registry, "keepwatch_rule_group_iterations_missed_total", "Slots that were left out because the group was late");
    }

    private static Counter counter(PrometheusRegistry registry, String name, String help) {
        return Counter.builder().name(name).help(help).labelNames(GROUP).register(registry);
    }

    void evaluated(LoadedGroup group, GroupState after, long slotsMissed) {
        String name = group.group().key();
        evaluations.labelValues(name).inc(after.rules().size());
        failures.labelValues(name).inc(after.rules().values().stream().filter(rule -> rule.health() == Health.BAD).count());
        iterations.labelValues(name).inc();
        missed.labelValues(name).inc(slotsMissed);
    }

    /// The gauges, asked when somebody looks.
    static void register(PrometheusRegistry registry, Supplier<Collection<GroupRunner>> runners) {
        gauge(registry, runners, "keepwatch_rule_group_last_duration_seconds", "How long the last evaluation took",
                runner -> runner.shown().took().toNanos() / NANOS);
        gauge(registry, runners, "keepwatch_rule_group_last_lag_seconds", "How long after its slot the last evaluation began",
                runner -> runner.shown().lag().toNanos() / NANOS);
        gauge(registry, runners, "keepwatch_rule_group_last_evaluation_timestamp_seconds", "The slot of the last evaluation", runner -> {
            var slot = runner.shown().state().lastSlot();
            return slot == null ? null : slot.toEpochMilli() / 1e3;
        });
        gauge(registry, runners, "keepwatch_rule_group_last_evaluation_samples", "Samples that the last evaluation made",
                runner -> (double) runner.shown().samples());
        gauge(registry, runners, "keepwatch_rule_group_interval_seconds", "Time between two slots", runner -> runner.interval().toMillis() / 1e3);
        gauge(registry, runners, "keepwatch_rule_group_rules", "Rules of the group", runner -> (double) runner.group().group().rules().size());
    }

    private static void gauge(PrometheusRegistry registry, Supplier<Collection<GroupRunner>> runners, String name, String help,
            Function<GroupRunner, @Nullable Double> value) {
        GaugeWithCallback.builder().name(name).help(help).labelNames(GROUP).callback(callback -> runners.get().forEach(runner -> {
            Double measured = value.apply(runner);
            if (measured != null) {
                callback.call(measured, runner.group().group().key());
            }
        })).register(registry);
    }

    /// How the rules of all processes are.
    static void register(PrometheusRegistry registry, RuleGroups rules, Supplier<Collection<GroupRunner>> runners) {
        register(registry, runners);
        GaugeWithCallback.builder().name("keepwatch_rules").help("Rules by their health").labelNames("health").callback(callback -> {
            for (Health health : Health.values()) {
                callback.call(count(rules, rule -> rule.health() == health ? 1 : 0), health.text());
            }
        }).register(registry);
        GaugeWithCallback.builder().name("keepwatch_rules_blind").help("Rules for which there has never been any data")
                .callback(callback -> callback.call(count(rules, rule -> rule.blind() ? 1 : 0))).register(registry);
        GaugeWithCallback.builder().name("keepwatch_rules_refused").help("Groups and files of rules that are not in use as they stand")
                .callback(callback -> callback.call(rules.refused().size())).register(registry);
        GaugeWithCallback.builder().name("keepwatch_alerts").help("Alerts by their state").labelNames("alertstate").callback(callback -> {
            callback.call(count(rules, rule -> count(rule, Alert.State.PENDING, false)), "pending");
            callback.call(count(rules, rule -> count(rule, Alert.State.FIRING, false)), "firing");
            callback.call(count(rules, rule -> count(rule, Alert.State.FIRING, true)), "no data");
        }).register(registry);
    }

    private static double count(RuleStatus rule, Alert.State state, boolean noData) {
        return rule.alerts().stream().filter(alert -> alert.alert().state() == state
                && (state == Alert.State.PENDING || (alert.alert().noDataSince() != null) == noData)).count();
    }

    private static double count(RuleGroups rules, ToDoubleFunction<RuleStatus> of) {
        return rules.groups().stream().map(RuleGroupStatus::rules).flatMap(Collection::stream).mapToDouble(of).sum();
    }
}
