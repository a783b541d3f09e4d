package io.keepwatch.ingest.otlp;

import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import java.util.ArrayList;
import java.util.List;

/// The buckets of a histogram as Prometheus' classic histograms have them: each with its upper bound and the count of
/// everything up to it, in ascending order. The last one, without a bound, is not among them.
///
/// @param cumulative unsigned counts never get so large; a double holds them as Prometheus does
record Buckets(double[] bounds, double[] cumulative) {

    /// More would cost a series each, and tell little more.
    static final int MOST_EXPONENTIAL = 160;

    static Buckets explicit(HistogramDataPoint point) {
        int size = Math.min(point.getExplicitBoundsCount(), point.getBucketCountsCount());
        if (size > 0 && Double.isInfinite(point.getExplicitBounds(size - 1))) {
            size--;
        }
        var bounds = new double[size];
        var cumulative = new double[size];
        double sum = 0;
        for (int i = 0; i < size; i++) {
            bounds[i] = point.getExplicitBounds(i);
            sum += point.getBucketCounts(i);
            cumulative[i] = sum;
        }
        return new Buckets(bounds, cumulative);
    }

    /// One bucket per exponential bucket at its upper boundary, one for zero, and one per negative bucket; scaled down
    /// until there are at most [#MOST_EXPONENTIAL] on each side of zero.
    static Buckets exponential(ExponentialHistogramDataPoint point) {
        var ascending = new Ascending();
        Side negative = Side.of(point.getScale(), point.getNegative());
        for (int i = negative.counts.length - 1; i >= 0; i--) {
            ascending.add(-boundary(negative.scale, negative.first + i), negative.counts[i]);
        }
        if (point.getZeroCount() != 0 || ascending.sum > 0) {
            ascending.add(point.getZeroThreshold(), point.getZeroCount());
        }
        Side positive = Side.of(point.getScale(), point.getPositive());
        if (positive.counts.length > 0) {
            // the lower edge of the lowest bucket, without which a quantile in it would be guessed from zero
            ascending.add(boundary(positive.scale, positive.first), 0);
        }
        for (int i = 0; i < positive.counts.length; i++) {
            ascending.add(boundary(positive.scale, positive.first + i + 1), positive.counts[i]);
        }
        return ascending.buckets();
    }

    /// `base^index`, with `base = 2^(2^-scale)`; the same bits on every machine, since it becomes a label.
    private static double boundary(int scale, long index) {
        if (scale <= 0) {
            long exponent = index << Math.min(-scale, 31);
            return Math.scalb(1.0, Math.clamp(exponent, -2000, 2000));
        }
        long whole = index >> Math.min(scale, 62);
        double fraction = Math.scalb((double) (index - (whole << Math.min(scale, 62))), -scale);
        return Math.scalb(StrictMath.pow(2, fraction), Math.clamp(whole, -2000, 2000));
    }

    /// The buckets on one side of zero, without empty ones at the ends.
    private record Side(int scale, long first, double[] counts) {

        static Side of(int scale, ExponentialHistogramDataPoint.Buckets buckets) {
            int from = 0;
            int to = buckets.getBucketCountsCount();
            while (from < to && buckets.getBucketCounts(from) == 0) {
                from++;
            }
            while (to > from && buckets.getBucketCounts(to - 1) == 0) {
                to--;
            }
            long first = (long) buckets.getOffset() + from;
            long last = (long) buckets.getOffset() + to - 1;
            int down = 0;
            while ((last >> down) - (first >> down) >= MOST_EXPONENTIAL) {
                down++;
            }
            var counts = new double[to == from ? 0 : (int) ((last >> down) - (first >> down)) + 1];
            for (int i = from; i < to; i++) {
                counts[(int) ((((long) buckets.getOffset() + i) >> down) - (first >> down))] += buckets.getBucketCounts(i);
            }
            return new Side(scale - down, first >> down, counts);
        }
    }

    /// Collects buckets; those that doubles cannot tell apart become one.
    private static final class Ascending {

        private final List<Double> bounds = new ArrayList<>();
        private final List<Double> cumulative = new ArrayList<>();
        private double sum;

        void add(double bound, double count) {
            sum += count;
            if (Double.isInfinite(bound)) {
                return; // above the largest double there is only the bucket without bound
            }
            int last = bounds.size() - 1;
            if (last >= 0 && bound <= bounds.get(last)) {
                cumulative.set(last, sum);
            } else {
                bounds.add(bound);
                cumulative.add(sum);
            }
        }

        Buckets buckets() {
            return new Buckets(
                    bounds.stream().mapToDouble(Double::doubleValue).toArray(),
                    cumulative.stream().mapToDouble(Double::doubleValue).toArray());
        }
    }
}
