package io.keepwatch.alerting.evaluation;

import io.keepwatch.alerting.evaluation.Alert.State;
import io.keepwatch.alerting.rulefile.AlertingRule;
import io.keepwatch.telemetry.series.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The state machine of a rule's alerts, as Prometheus has it: inactive, pending, firing. Two things hold an alert that Prometheus would
/// end: data that is missing, and the rule's own condition for its end.
final class AlertStates {

    /// How long an alert that ended is kept, and handed on again.
    private static final Duration RESOLVED_RETENTION = Duration.ofMinutes(15);

    private final AlertingRule rule;
    private final Instant slot;
    private final Predicate<Alert> vanished;
    private final HeldValues held;

    /// @param vanished whether there is no data for an alert that was not returned
    AlertStates(AlertingRule rule, Instant slot, Predicate<Alert> vanished, HeldValues held) {
        this.rule = rule;
        this.slot = slot;
        this.vanished = vanished;
        this.held = held;
    }

    /// The values of a rule's `resolve_expr`.
    @FunctionalInterface
    interface HeldValues {

        /// Of an alert that was not returned but does not end yet; null when it ends.
        @Nullable Double of(Alert alert);
    }

    /// @param before   the alerts so far
    /// @param returned the alerts that the expression gives now, each as if it were new
    /// @return those from now on, sorted by labels
    List<Alert> after(List<Alert> before, Map<Labels, Alert> returned) {
        Map<Labels, Alert> alerts = new TreeMap<>();
        before.forEach(alert -> alerts.put(alert.labels(), alert));
        returned.forEach((labels, now) -> alerts.merge(labels, now, (old, _) -> old.active() ? old.seen(now) : now));
        List<Alert> after = new ArrayList<>(alerts.size());
        alerts.forEach((labels, alert) -> {
            Alert next = returned.containsKey(labels) ? timed(alert) : gone(alert);
            if (next != null) {
                after.add(next);
            }
        });
        return after;
    }

    /// An active alert as its age has it.
    private Alert timed(Alert alert) {
        boolean due = Duration.between(alert.activeAt(), slot).compareTo(rule.holdDuration()) >= 0;
        if (alert.state() == State.PENDING && due) {
            return alert.firing(slot);
        }
        return alert.state() == State.FIRING && !due ? alert.pendingAgain() : alert;
    }

    /// An alert that the expression does not return; null when nothing is left of it.
    private @Nullable Alert gone(Alert alert) {
        Instant resolvedAt = alert.resolvedAt();
        if (!alert.active()) {
            boolean old = resolvedAt != null && Duration.between(resolvedAt, slot).compareTo(RESOLVED_RETENTION) > 0;
            return old ? null : alert;
        }
        Double value = alert.state() == State.FIRING ? held.of(alert) : null;
        if (value != null) {
            return timed(alert.held(slot, value));
        }
        if (vanished.test(alert)) {
            return timed(alert.noDataSince() == null ? alert.withoutData(slot) : alert);
        }
        if (alert.state() == State.PENDING) {
            return null;
        }
        return kept(alert);
    }

    private Alert kept(Alert alert) {
        if (rule.keepFiringFor().isZero()) {
            return alert.resolved(slot);
        }
        Instant since = alert.keepFiringSince() == null ? slot : alert.keepFiringSince();
        Alert kept = alert.keptFiring(since);
        return Duration.between(since, slot).compareTo(rule.keepFiringFor()) < 0 ? timed(kept) : kept.resolved(slot);
    }
}
