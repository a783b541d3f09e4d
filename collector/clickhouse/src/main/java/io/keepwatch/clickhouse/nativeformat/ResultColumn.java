package io.keepwatch.clickhouse.nativeformat;

/// The values of one column of a block, in the Java form that needs least work.
public sealed interface ResultColumn {

    /// UInt64, Int64, DateTime64
    record Longs(long[] values) implements ResultColumn {}

    /// Everything shorter than eight bytes; unsigned types as they are.
    record Ints(int[] values) implements ResultColumn {}

    record Doubles(double[] values) implements ResultColumn {}

    /// @param distinct each text once where the server sent a dictionary, else one for each row
    /// @param indexes  which of them a row has
    record Texts(String[] distinct, int[] indexes) implements ResultColumn {
        public String get(int row) {
            return distinct[indexes[row]];
        }
    }

    /// Arrays: row i has the elements from `ends[i - 1]` up to `ends[i]`.
    record Lists(int[] ends, ResultColumn elements) implements ResultColumn {
        public int start(int row) {
            return row == 0 ? 0 : ends[row - 1];
        }

        public int end(int row) {
            return ends[row];
        }
    }

    /// Maps of texts, as arrays of keys and values.
    record Maps(int[] ends, Texts keys, Texts values) implements ResultColumn {
        public int start(int row) {
            return row == 0 ? 0 : ends[row - 1];
        }

        public int end(int row) {
            return ends[row];
        }
    }
}
