package io.keepwatch.telemetry.metrics;

import java.util.SortedMap;

/// The samples of one series in order of time, as a store hands them to [MetricEvaluation].
///
/// @param delta  each value is an increment since the sample before it, not a state
/// @param times  epoch milliseconds, ascending
public record SampleSeries(SortedMap<String, String> labels, boolean delta, long[] times, double[] values) {

    /// Prometheus' marker for "this series has ended"; the very bits count.
    static boolean isStale(double value) {
        return Double.doubleToRawLongBits(value) == 0x7ff0000000000002L;
    }
}
