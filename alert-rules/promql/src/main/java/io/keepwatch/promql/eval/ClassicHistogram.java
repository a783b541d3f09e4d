package io.keepwatch.promql.eval;

import org.jspecify.annotations.Nullable;

/// The buckets of one classic histogram at one step, from the lowest bound to the highest.
final class ClassicHistogram {

    /// Relative difference below which a falling count is rounding and not an error of the data.
    private static final double TOLERANCE = 1e-12;

    /// How falling counts were mended.
    record Fix(double minBound, double maxBound, double maxDifference) {}

    private final double[] bounds;
    private final double[] counts;
    private final int size;
    private @Nullable Fix fix;

    /// @param bounds sorted, possibly with equal ones, whose counts are added; the arrays are copied
    ClassicHistogram(double[] bounds, double[] counts, int given) {
        this.bounds = new double[given];
        this.counts = new double[given];
        int last = -1;
        for (int i = 0; i < given; i++) {
            if (last >= 0 && this.bounds[last] == bounds[i]) {
                this.counts[last] += counts[i];
            } else {
                this.bounds[++last] = bounds[i];
                this.counts[last] = counts[i];
            }
        }
        this.size = last + 1;
    }

    private boolean lacksInfinity() {
        return size == 0 || bounds[size - 1] != Double.POSITIVE_INFINITY;
    }

    /// How the counts had to be mended for the quantile, or null.
    @Nullable Fix fix() {
        return fix;
    }

    double quantile(double q) {
        if (Double.isNaN(q)) {
            return Double.NaN;
        }
        if (q < 0 || q > 1) {
            return q < 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        if (lacksInfinity()) {
            return Double.NaN;
        }
        makeMonotonic();
        double observations = counts[size - 1];
        if (size < 2 || observations == 0) {
            return Double.NaN;
        }
        double rank = q * observations;
        int bucket = 0;
        while (bucket < size - 1 && !(counts[bucket] >= rank)) {
            bucket++;
        }
        if (bucket == size - 1) {
            return bounds[size - 2];
        }
        if (bucket == 0 && bounds[0] <= 0) {
            return bounds[0];
        }
        double start = bucket == 0 ? 0 : bounds[bucket - 1];
        double below = bucket == 0 ? 0 : counts[bucket - 1];
        return start + (bounds[bucket] - start) * ((rank - below) / (counts[bucket] - below));
    }

    private void makeMonotonic() {
        double minBound = Double.POSITIVE_INFINITY;
        double maxBound = Double.NEGATIVE_INFINITY;
        double maxDifference = 0;
        double previous = counts[0];
        for (int i = 1; i < size; i++) {
            double current = counts[i];
            if (current == previous) {
                continue;
            }
            boolean rounding = almostEqual(previous, current);
            if (rounding || current < previous) {
                counts[i] = previous;
                if (!rounding) {
                    minBound = Math.min(minBound, bounds[i]);
                    maxBound = Math.max(maxBound, bounds[i]);
                    maxDifference = Math.max(maxDifference, previous - current);
                }
            } else {
                previous = current;
            }
        }
        fix = maxBound == Double.NEGATIVE_INFINITY ? null : new Fix(minBound, maxBound, maxDifference);
    }

    private static boolean almostEqual(double a, double b) {
        if (Double.isNaN(a) || Double.isNaN(b)) {
            return Double.isNaN(a) && Double.isNaN(b);
        }
        double sum = Math.abs(a) + Math.abs(b);
        double difference = Math.abs(a - b);
        if (a == 0 || b == 0 || sum < Double.MIN_NORMAL) {
            return difference < TOLERANCE * Double.MIN_NORMAL;
        }
        return difference / Math.min(sum, Double.MAX_VALUE) < TOLERANCE;
    }

    /// The share of observations between two values.
    double fraction(double lower, double upper) {
        if (lacksInfinity()) {
            return Double.NaN;
        }
        double total = counts[size - 1];
        if (total == 0 || Double.isNaN(lower) || Double.isNaN(upper)) {
            return Double.NaN;
        }
        return lower >= upper ? 0 : (rank(upper, total) - rank(lower, total)) / total;
    }

    /// How many observations lie below a value, by interpolation inside its bucket.
    private double rank(double value, double total) {
        double rank = 0;
        double start = bounds[0] <= 0 ? Double.NEGATIVE_INFINITY : 0;
        for (int i = 0; i < size; i++) {
            start = i == 0 ? start : bounds[i - 1];
            if (start >= value) {
                return Math.min(rank, total);
            }
            if (bounds[i] > value) {
                double inside = start == Double.NEGATIVE_INFINITY ? counts[i]
                        : rank + (counts[i] - rank) * (value - start) / (bounds[i] - start);
                return Math.min(inside, total);
            }
            rank = counts[i];
        }
        return total;
    }
}
