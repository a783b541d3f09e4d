package io.keepwatch.telemetry.services;

import io.keepwatch.telemetry.TimeBuckets;
import io.keepwatch.telemetry.TimeRange;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Adds up spans for a store's [ServiceReader]: how many, how many failed, how long they took.
public final class SpanCounts {

    /// Stores keep RED per this much time, so ranges are widened to whole multiples of it.
    public static final Duration RESOLUTION = Duration.ofSeconds(10);

    private static final Comparator<OperationSummary> WORST_FIRST = Comparator
            .<OperationSummary, Boolean>comparing(o -> !o.kind().equals("Server") && !o.kind().equals("Consumer"))
            .thenComparing(OperationSummary::errors, Comparator.reverseOrder())
            .thenComparing(o -> o.requests() * o.p50Nanos(), Comparator.reverseOrder())
            .thenComparing(OperationSummary::name);

    private final DurationHistogram durations = new DurationHistogram();
    private long spans;
    private long errors;

    public void add(int durationBucket, long count, boolean failed) {
        durations.add(durationBucket, count);
        spans += count;
        errors += failed ? count : 0;
    }

    public long spans() {
        return spans;
    }

    public long errors() {
        return errors;
    }

    public long quantile(double quantile) {
        return durations.quantile(quantile);
    }

    /// From 0 to 1, NaN without spans.
    public double errorShare() {
        return spans == 0 ? Double.NaN : (double) errors / spans;
    }

    public OperationSummary operation(String name, String kind, double seconds) {
        return new OperationSummary(name, kind, spans, spans / seconds, errors, quantile(0.5), quantile(0.95), quantile(0.99));
    }

    public static TimeRange aligned(TimeRange range) {
        return TimeBuckets.ofWidth(range, RESOLUTION).range();
    }

    /// Steps of at least the resolution and a whole multiple of it.
    public static TimeBuckets steps(TimeRange range, Duration step) {
        long multiple = Math.max(1, Math.ceilDiv(step.toMillis(), RESOLUTION.toMillis()));
        return TimeBuckets.ofWidth(range, RESOLUTION.multipliedBy(multiple));
    }

    public static TimeBuckets sparkline(TimeRange range, int points) {
        return steps(range, TimeBuckets.of(range, points).width());
    }

    public static RedSeries red(TimeBuckets time, SpanCounts[] counts) {
        double seconds = time.width().toMillis() / 1e3;
        var red = new RedSeries(time.start(), time.width(), new double[counts.length], new double[counts.length],
                new double[counts.length], new double[counts.length], new double[counts.length]);
        for (int i = 0; i < counts.length; i++) {
            red.requestRate()[i] = counts[i].spans / seconds;
            red.errorRate()[i] = counts[i].errors / seconds;
            red.p50()[i] = counts[i].durations.quantileNanos(0.5);
            red.p95()[i] = counts[i].durations.quantileNanos(0.95);
            red.p99()[i] = counts[i].durations.quantileNanos(0.99);
        }
        return red;
    }

    /// What others call first, then by errors, then by the time they take altogether.
    public static List<OperationSummary> worstFirst(Stream<OperationSummary> operations) {
        return operations.sorted(WORST_FIRST).toList();
    }
}
