package io.keepwatch.telemetry.batch;

import io.keepwatch.telemetry.metrics.MetricType;

/// What is known of a series beside its name and labels.
///
/// @param family       the Prometheus name of the metric: for `x_bucket`, `x_sum` and `x_count` of a histogram it is `x`,
///                     for everything else the series' own name
/// @param unit         as it was sent (UCUM), empty when there was none
/// @param originalName as it was sent, e.g. `http.server.request.duration`
/// @param monotonic    a counter: falls only when it starts anew
public record SeriesMetadata(
        String family,
        MetricType type,
        String unit,
        String originalName,
        String description,
        Temporality temporality,
        boolean monotonic) {

    /// UNSPECIFIED for what has none, such as a gauge. DELTA samples are stored as they came.
    public enum Temporality { UNSPECIFIED, DELTA, CUMULATIVE }
}
