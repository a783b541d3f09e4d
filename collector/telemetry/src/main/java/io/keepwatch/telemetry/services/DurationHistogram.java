package io.keepwatch.telemetry.services;

import java.util.Map;
import java.util.TreeMap;

/// Durations as OpenTelemetry's exponential histogram of scale 2: bucket i holds what took longer than 2^(i/4) s and at
/// most 2^((i+1)/4) s, so a percentile is off by at most a fifth and histograms of any spans can be added.
public final class DurationHistogram {

    private static final double NANOS = 1e9;

    private final TreeMap<Integer, Long> counts = new TreeMap<>();
    private long total;

    public static int bucketOf(long nanos) {
        return (int) Math.ceil(4 * Math.log(Math.max(nanos, 1) / NANOS) / Math.log(2)) - 1;
    }

    /// The greatest duration of a bucket in seconds: the label `le` of the series.
    public static double upperSeconds(int bucket) {
        return Math.pow(2, (bucket + 1) / 4.0);
    }

    public void add(int bucket, long count) {
        counts.merge(bucket, count, Long::sum);
        total += count;
    }

    public void add(DurationHistogram other) {
        other.counts.forEach(this::add);
    }

    public long total() {
        return total;
    }

    /// The duration that the share `quantile` of all spans did not exceed, in nanoseconds; NaN without spans.
    public double quantileNanos(double quantile) {
        if (total == 0) {
            return Double.NaN;
        }
        double rank = quantile * total;
        double below = 0;
        for (Map.Entry<Integer, Long> bucket : counts.entrySet()) {
            if (below + bucket.getValue() >= rank) {
                double lower = upperSeconds(bucket.getKey() - 1);
                double share = (rank - below) / bucket.getValue();
                return (lower + (upperSeconds(bucket.getKey()) - lower) * share) * NANOS;
            }
            below += bucket.getValue();
        }
        return upperSeconds(counts.lastKey()) * NANOS;
    }

    /// The same as a whole number, 0 without spans.
    public long quantile(double quantile) {
        return total == 0 ? 0 : Math.round(quantileNanos(quantile));
    }
}
