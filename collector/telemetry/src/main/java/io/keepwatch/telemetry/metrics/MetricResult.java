package io.keepwatch.telemetry.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

/// Aligned series: `values[i]` belongs to `start + i * step`; NaN is a gap.
///
/// @param totalSeries how many groups there were before `maxSeries` cut them
public record MetricResult(Instant start, Duration step, int points, List<Series> series, int totalSeries) {

    public record Series(SortedMap<String, String> labels, double[] values) {}
}
