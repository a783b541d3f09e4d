package io.keepwatch.telemetry.metrics;

/// The quantile of a classic histogram, as Prometheus' `histogram_quantile` estimates it.
final class HistogramQuantile {

    private HistogramQuantile() {}

    /// @param bounds    upper bounds, ascending, the last one infinite
    /// @param cumulated how much was observed up to each bound
    /// @return NaN when nothing was observed or the infinite bucket is missing
    static double of(double quantile, double[] bounds, double[] cumulated) {
        int last = bounds.length - 1;
        if (last < 1 || bounds[last] != Double.POSITIVE_INFINITY) {
            return Double.NaN;
        }
        for (int i = 1; i <= last; i++) {
            cumulated[i] = Math.max(cumulated[i], cumulated[i - 1]); // buckets are sampled one after the other
        }
        if (!(cumulated[last] > 0)) {
            return Double.NaN;
        }
        double rank = quantile * cumulated[last];
        int bucket = 0;
        while (cumulated[bucket] < rank) {
            bucket++;
        }
        if (bucket == last) {
            return bounds[last - 1];
        }
        if (bucket == 0 && bounds[0] <= 0) {
            return bounds[0];
        }
        double lower = bucket == 0 ? 0 : bounds[bucket - 1];
        double below = bucket == 0 ? 0 : cumulated[bucket - 1];
        return lower + (bounds[bucket] - lower) * (rank - below) / (cumulated[bucket] - below);
    }
}
