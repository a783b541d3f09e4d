package io.keepwatch.alerting.evaluation;

import io.keepwatch.promql.QueryOptions;
import io.keepwatch.telemetry.series.Labels;
import java.net.URI;
import java.time.Duration;

/// How all groups are evaluated.
///
/// @param interval       of groups that name none
/// @param queryOffset    of groups that name none
/// @param resendDelay    how long a firing alert is not handed on again
/// @param externalLabels that templates may name
/// @param externalUrl    that templates may name
/// @param beyondPrometheus whether the extras of rules count, and series that vanish without a stale marker are told from conditions that
///                       do not hold any more; without, all is exactly as in Prometheus
/// @param options        of the queries
/// @param mostAlerts     of one rule, whatever its group allows: with more the rule fails and its alerts stay as they were; 0 for no limit
public record EvaluationSettings(Duration interval, Duration queryOffset, Duration resendDelay, Labels externalLabels, URI externalUrl,
                                 boolean beyondPrometheus, QueryOptions options, int mostAlerts) {

    /// Without a limit of alerts.
    public EvaluationSettings(Duration interval, Duration queryOffset, Duration resendDelay, Labels externalLabels, URI externalUrl, boolean beyondPrometheus,
            QueryOptions options) {
        this(interval, queryOffset, resendDelay, externalLabels, externalUrl, beyondPrometheus, options, 0);
    }

    /// Prometheus' own.
    public static final EvaluationSettings PROMETHEUS = new EvaluationSettings(Duration.ofMinutes(1), Duration.ZERO, Duration.ofMinutes(1),
            Labels.EMPTY, URI.create(""), false, QueryOptions.DEFAULT);
}
