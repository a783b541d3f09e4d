package io.keepwatch.promql.eval;

/// The times an expression is evaluated at: from start to end, both inclusive, in epoch milliseconds.
public record Grid(long start, long end, long interval) {

    static Grid at(long time) {
        return new Grid(time, time, 1);
    }

    long count() {
        return end < start ? 0 : (end - start) / interval + 1;
    }

    int steps() {
        return Math.toIntExact(count());
    }

    long time(int step) {
        return start + step * interval;
    }

    long last() {
        return start + (count() - 1) * interval;
    }

    boolean single() {
        return start == end;
    }
}
