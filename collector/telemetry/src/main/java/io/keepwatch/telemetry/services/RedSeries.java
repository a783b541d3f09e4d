package io.keepwatch.telemetry.services;

import java.time.Duration;
import java.time.Instant;

/// Aligned columns: element i belongs to `start + i * step`. Rates are per second, durations in nanoseconds;
/// a percentile is NaN where there was no request.
public record RedSeries(
        Instant start, Duration step, double[] requestRate, double[] errorRate, double[] p50, double[] p95, double[] p99) {}
