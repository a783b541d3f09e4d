package io.keepwatch.alerting.rulefile;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What an alerting rule can say beyond Prometheus' format. It stands in a side file, so that the rule file stays readable by Prometheus.
///
/// @param appliesIf PromQL; the rule is "not applicable" while it returns nothing. Null: it always applies
/// @param needs what a person has to set up so that it applies; shown while it does not; empty when there is nothing to say
/// @param resolveExpr PromQL; an alert that fires goes on firing while this still returns its series, even where the rule's own
///         expression does not any more. Null: the alert ends with the expression
/// @param noData what becomes of an alert whose series vanishes without a stale marker
/// @param noDataFor how long an alert without data is shown before it is given up as resolved
public record RuleExtras(
        @Nullable String appliesIf,
        String needs,
        @Nullable String resolveExpr,
        NoData noData,
        Duration noDataFor) {

    /// How long nobody can have overlooked it.
    public static final Duration NO_DATA_FOR = Duration.ofHours(24);

    /// For a rule that the side file does not name.
    public static final RuleExtras NONE = new RuleExtras(null, "", null, NoData.KEEP, NO_DATA_FOR);

    public enum NoData {
        /// A firing alert stays, as one without data; one that did not fire is forgotten.
        KEEP,
        /// That there is no data is an alert, whether the rule fired or not.
        ALERT,
        /// What Prometheus does: no data means resolved.
        RESOLVE
    }
}
