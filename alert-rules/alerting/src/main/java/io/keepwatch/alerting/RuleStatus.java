package io.keepwatch.alerting;

import io.keepwatch.alerting.evaluation.RuleState.Health;
import io.keepwatch.alerting.rulefile.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A rule and how it is.
///
/// @param id             stays the same as long as file, group, name and labels do
/// @param groupId        of its [RuleGroupStatus]
/// @param rule           as it stands in its file
/// @param error          why the last evaluation failed; null when it did not
/// @param lastEvaluation null before the first one
/// @param took           the last evaluation
/// @param blind          there has never been any data for it: it cannot fire
/// @param dataSeenAt     when there was data last; null when that is not known
/// @param alerts         that are pending or fire, in order of their labels; none for a recording rule
public record RuleStatus(String id, String groupId, Rule rule, Health health, @Nullable String error, @Nullable Instant lastEvaluation,
                         Duration took, boolean blind, @Nullable Instant dataSeenAt, List<ActiveAlert> alerts) {

    public RuleStatus {
        alerts = List.copyOf(alerts);
    }

    /// In Prometheus' words.
    public String state() {
        return alerts.stream().map(alert -> alert.alert().state()).max(Enum::compareTo).map(state -> state.text()).orElse("inactive");
    }
}
