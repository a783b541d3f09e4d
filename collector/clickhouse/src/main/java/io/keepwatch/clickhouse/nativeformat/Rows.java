package io.keepwatch.clickhouse.nativeformat;

import io.keepwatch.telemetry.batch.IntColumn;

/// Which rows of a column go into a block, and in which order. A row may occur more than once.
public interface Rows {

    int count();

    /// @return the row of the column that becomes row `i` of the block
    int at(int i);

    static Rows all(int count) {
        return new Range(0, count);
    }

    static Rows at(IntColumn rows) {
        return new Rows() {
            @Override
            public int count() {
                return rows.size();
            }

            @Override
            public int at(int i) {
                return rows.get(i);
            }
        };
    }

    /// Consecutive rows, for the elements of nested columns too.
    record Range(int from, int count) implements Rows {
        @Override
        public int at(int i) {
            return from + i;
        }
    }
}
