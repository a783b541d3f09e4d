package io.keepwatch.telemetry.metrics;

import java.util.Arrays;
import java.util.SortedMap;

/// The samples of one series in order of time, as a store hands them to [MetricEvaluation].
///
/// @param delta  each value is an increment since the sample before it, not a state
/// @param times  epoch milliseconds, ascending
public record SampleSeries(SortedMap<String, String> labels, boolean delta, long[] times, double[] values) {

    /// One sample for each stretch of so many milliseconds: its last, and for increments their sum.
    public SampleSeries thinned(long stretch) {
        long[] thinTimes = new long[times.length];
        double[] thinValues = new double[times.length];
        int count = 0;
        for (int i = 0; i < times.length; i++) {
            boolean begins = i == 0 || Math.floorDiv(times[i], stretch) != Math.floorDiv(times[i - 1], stretch);
            count += begins ? 1 : 0;
            thinValues[count - 1] = delta && !begins ? thinValues[count - 1] + values[i] : values[i];
            thinTimes[count - 1] = times[i];
        }
        return new SampleSeries(labels, delta, Arrays.copyOf(thinTimes, count), Arrays.copyOf(thinValues, count));
    }

    /// Prometheus' marker for "this series has ended"; the very bits count.
    static boolean isStale(double value) {
        return Double.doubleToRawLongBits(value) == 0x7ff0000000000002L;
    }
}
