package io.keepwatch.telemetry.metrics;

import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.telemetry.series.LabelMatcher;
import java.time.Duration;
import java.util.List;

/// What the metrics page asks for: one metric, filtered, turned into a value per step, grouped.
public record MetricQuery(
        String metric,
        List<LabelMatcher> matchers,
        Aggregation aggregation,
        List<String> groupBy,
        TimeRange range,
        Duration step,
        int maxSeries) {

    /// RATE is per second and for counters and the counts of histograms; P50 to P99 are for histograms;
    /// the others take the last value of each series in a step and combine the series of a group.
    public enum Aggregation { RATE, SUM, AVG, MIN, MAX, COUNT, P50, P95, P99 }
}
