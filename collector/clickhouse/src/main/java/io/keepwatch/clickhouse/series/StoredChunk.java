package io.keepwatch.clickhouse.series;

import io.keepwatch.clickhouse.chunks.ChunkValues;
import io.keepwatch.clickhouse.nativeformat.ResultBlock;
import io.keepwatch.clickhouse.nativeformat.ResultColumn;
import io.keepwatch.clickhouse.nativeformat.ResultColumn.Lists;
import java.util.Arrays;

/// A row of `metric_chunks` where it lies in the answer, decoded when it is wanted. Columns are those of [SealedSamples].
record StoredChunk(ResultBlock block, int row) {

    private static final int WIDEST = 14;

    /// Names a row of `metric_timestamps`.
    record Stamps(int hour, long id) {}

    Stamps stamps() {
        return new Stamps(block.ints(2)[row], block.longs(7)[row]);
    }

    long first() {
        return block.longs(3)[row];
    }

    long last() {
        return block.longs(4)[row];
    }

    long writtenAt() {
        return block.longs(5)[row];
    }

    int samples() {
        return block.ints(6)[row];
    }

    void decode(double[] into, int at) {
        Lists floats = block.lists(15);
        Lists specialAt = block.lists(16);
        Lists special = block.lists(17);
        new ChunkValues(block.ints(8)[row], block.longs(9)[row], block.longs(10)[row], residuals(),
                Arrays.copyOfRange(((ResultColumn.Doubles) floats.elements()).values(), floats.start(row), floats.end(row)),
                Arrays.copyOfRange(((ResultColumn.Ints) specialAt.elements()).values(), specialAt.start(row), specialAt.end(row)),
                Arrays.copyOfRange(((ResultColumn.Longs) special.elements()).values(), special.start(row), special.end(row)))
                .decode(samples(), into, at);
    }

    private long[] residuals() {
        for (int column = 11; column <= WIDEST; column++) {
            Lists lists = block.lists(column);
            int from = lists.start(row);
            int count = lists.end(row) - from;
            if (count > 0) {
                long[] residuals = new long[count];
                switch (lists.elements()) {
                    case ResultColumn.Longs longs -> System.arraycopy(longs.values(), from, residuals, 0, count);
                    case ResultColumn.Ints ints -> Arrays.setAll(residuals, i -> ints.values()[from + i]);
                    default -> throw new IllegalStateException("Residuals are whole numbers, not " + lists.elements());
                }
                return residuals;
            }
        }
        return new long[0];
    }
}
