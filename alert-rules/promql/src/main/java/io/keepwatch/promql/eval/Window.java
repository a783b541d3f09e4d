package io.keepwatch.promql.eval;

import java.util.Arrays;
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
    private int extremeAt = -1;
    /// Up to where values have been compared with the extreme.
    private int compared;

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
            falls = falls(values);
        }
        if (falls.length == 0) {
            return 0;
        }
        int found = Arrays.binarySearch(falls, from + 1);
        double lost = 0;
        for (int i = found < 0 ? -found - 1 : found; i < falls.length && falls[i] < to; i++) {
            lost += values[falls[i] - 1];
        }
        return lost;
    }

    private static int[] falls(double[] values) {
        int[] falls = new int[8];
        int count = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] < values[i - 1]) {
                falls = count < falls.length ? falls : Arrays.copyOf(falls, count * 2);
                falls[count++] = i;
            }
        }
        return Arrays.copyOf(falls, count);
    }

    /// The greatest or the least value; NaN only when there is nothing else. Windows overlap: while the extreme of the one before is in
    /// this one, it is compared with the new values only.
    double extreme(boolean greatest) {
        if (extremeAt < from) {
            extremeAt = from;
            compared = from + 1;
        }
        for (; compared < to; compared++) {
            double value = values[compared];
            double extreme = values[extremeAt];
            if (Double.isNaN(extreme) || (greatest ? value > extreme : value < extreme)) {
                extremeAt = compared;
            }
        }
        return values[extremeAt];
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
