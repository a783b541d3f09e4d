package io.keepwatch.promql.eval;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The samples of one series in the window of one step; moves along the series from step to step.
final class Window {

    private final long[] times;
    private final double[] values;
    private int from;
    private int to;
    private long start;
    private long end;
    private long time;
    private int @Nullable [] falls;

    Window(RangeSeries series) {
        this.times = series.times();
        this.values = series.values();
    }

    /// Moves to the samples after `start` and up to `end`; neither may go back.
    void move(long start, long end, long time) {
        this.start = start;
        this.end = end;
        this.time = time;
        while (to < times.length && times[to] <= end) {
            to++;
        }
        while (from < to && times[from] <= start) {
            from++;
        }
    }

    int count() {
        return to - from;
    }

    long time(int index) {
        return times[from + index];
    }

    double value(int index) {
        return values[from + index];
    }

    double last() {
        return values[to - 1];
    }

    double[] copy() {
        return Arrays.copyOfRange(values, from, to);
    }

    /// What a counter stood at before each of its resets in the window, added up. Windows overlap, so the resets are looked for once.
    double lostByResets() {
        if (falls == null) {
            falls = IntStream.range(1, values.length).filter(i -> values[i] < values[i - 1]).toArray();
        }
        int found = Arrays.binarySearch(falls, from + 1);
        double lost = 0;
        for (int i = found < 0 ? -found - 1 : found; i < falls.length && falls[i] < to; i++) {
            lost += values[falls[i] - 1];
        }
        return lost;
    }

    /// Where the window starts; a sample right there does not belong to it.
    long start() {
        return start;
    }

    long end() {
        return end;
    }

    /// The time of the step, which `offset` and `@` do not move.
    long stepTime() {
        return time;
    }
}
