package io.keepwatch.telemetry.batch;

import java.util.Arrays;
import java.util.Objects;

/// A growing column of doubles; every bit is kept, also those of a NaN.
public final class DoubleColumn {

    private double[] values = new double[16];
    private int size;

    public void append(double value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, Capacity.forMore(values.length, size, 1));
        }
        values[size++] = value;
    }

    public double get(int row) {
        return values[Objects.checkIndex(row, size)];
    }

    public int size() {
        return size;
    }

    public void truncate(int rows) {
        size = Objects.checkIndex(rows, size + 1);
    }

    public long bytes() {
        return (long) size * Double.BYTES;
    }
}
