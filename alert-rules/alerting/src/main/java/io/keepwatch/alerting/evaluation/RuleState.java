package io.keepwatch.alerting.evaluation;

import io.keepwatch.telemetry.series.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What has to be kept of a rule from one evaluation to the next. All of it can be stored and loaded; nothing else is remembered.
///
/// @param alerts         pending and firing ones, and those that ended within the last 15 minutes, sorted by labels; none for a recording rule
/// @param series         that the last evaluation wrote, so that those which vanish get their stale marker
/// @param memory         what is known about the data the rule reads
/// @param error          why the last evaluation failed; null when it did not
/// @param lastEvaluation its slot; null before the first one
/// @param took           the last evaluation
public record RuleState(List<Alert> alerts, Set<Labels> series, DataMemory memory, Health health, @Nullable String error,
                        @Nullable Instant lastEvaluation, Duration took) {

    public static final RuleState NEW =
            new RuleState(List.of(), Set.of(), DataMemory.NONE, Health.UNKNOWN, null, null, Duration.ZERO);

    /// In Prometheus' words, and one more.
    public enum Health {
        UNKNOWN("unknown"), GOOD("ok"), BAD("err"),
        /// What the rule watches is not set up, so it was not evaluated.
        NOT_APPLICABLE("not applicable");

        private final String text;

        Health(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    public RuleState {
        alerts = List.copyOf(alerts);
        series = Set.copyOf(series);
    }

    RuleState taking(Duration duration) {
        return new RuleState(alerts, series, memory, health, error, lastEvaluation, duration);
    }

    /// @param stateLost its alerts are forgotten
    RuleState failed(@Nullable String why, Instant slot, boolean stateLost) {
        return new RuleState(stateLost ? List.of() : alerts, series, memory, Health.BAD, why, slot, took);
    }

    /// The most that one of its alerts is.
    public Alert.State state() {
        return alerts.stream().map(Alert::state).max(Alert.State::compareTo).orElse(Alert.State.INACTIVE);
    }

    /// Alerts that are pending or firing.
    public List<Alert> activeAlerts() {
        return alerts.stream().filter(Alert::active).toList();
    }
}
