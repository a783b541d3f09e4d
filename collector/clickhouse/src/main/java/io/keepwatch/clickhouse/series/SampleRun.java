package io.keepwatch.clickhouse.series;

import java.util.Arrays;

/// Samples of one series in the order of time, each instant once, with the moment each was written.
final class SampleRun {

    private long[] times;
    private double[] values;
    private long[] written;
    private int size;

    SampleRun(int expected) {
        times = new long[expected];
        values = new double[expected];
        written = new long[expected];
    }

    /// Samples of one instant come one after the other, the newest last.
    void add(long time, double value, long writtenAt) {
        if (size > 0 && times[size - 1] == time) {
            size--;
        }
        if (size == times.length) {
            int more = Math.max(16, size * 2);
            times = Arrays.copyOf(times, more);
            values = Arrays.copyOf(values, more);
            written = Arrays.copyOf(written, more);
        }
        times[size] = time;
        values[size] = value;
        written[size++] = writtenAt;
    }

    int size() {
        return size;
    }

    long time(int i) {
        return times[i];
    }

    double value(int i) {
        return values[i];
    }

    long writtenAt(int i) {
        return written[i];
    }

    long[] times() {
        return Arrays.copyOf(times, size);
    }

    double[] values() {
        return Arrays.copyOf(values, size);
    }
}
