package io.keepwatch.telemetry.services;

import java.time.Instant;
import java.util.List;

/// One service over a time range; rates are per second over the range.
///
/// @param requests    server and consumer spans
/// @param p95Nanos    95th percentile of their duration, 0 without requests
/// @param version     the newest `service.version`, empty when it sends none
/// @param versionSince when that version was first seen
/// @param requestSparkline requests per second, oldest first
/// @param errorSparkline   failed share from 0 to 1, oldest first, NaN where there was no request
public record ServiceSummary(
        String name,
        long requests,
        double requestRate,
        long errors,
        long p50Nanos,
        long p95Nanos,
        long p99Nanos,
        String version,
        Instant versionSince,
        Instant lastSpan,
        int instances,
        List<Double> requestSparkline,
        List<Double> errorSparkline) {

    public double errorShare() {
        return requests == 0 ? 0 : (double) errors / requests;
    }
}
