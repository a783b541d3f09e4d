package io.keepwatch.promql;

import java.time.Duration;

/// What one query may cost.
///
/// @param maxSamples samples held in memory at once
/// @param maxSeries  series that one query may read
/// @param timeout    after which the query ends with an error
public record QueryLimits(long maxSamples, int maxSeries, Duration timeout) {

    /// Prometheus' own defaults; it does not limit series.
    public static final QueryLimits DEFAULT = new QueryLimits(50_000_000, 1_000_000, Duration.ofMinutes(2));
}
