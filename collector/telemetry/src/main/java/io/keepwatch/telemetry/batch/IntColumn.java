package io.keepwatch.telemetry.batch;

import java.util.Arrays;
import java.util.Objects;

/// A growing column of 32-bit integers.
public final class IntColumn {

    private int[] values = new int[16];
    private int size;

    public void append(int value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, Capacity.forMore(values.length, size, 1));
        }
        values[size++] = value;
    }

    public int get(int row) {
        return values[Objects.checkIndex(row, size)];
    }

    public int size() {
        return size;
    }

    public void truncate(int rows) {
        size = Objects.checkIndex(rows, size + 1);
    }

    public long bytes() {
        return (long) size * Integer.BYTES;
    }
}
