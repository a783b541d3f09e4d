package io.keepwatch.clickhouse.sealing;

import io.keepwatch.clickhouse.chunks.ChunkValues;
import io.keepwatch.clickhouse.nativeformat.ResultBlock;
import io.keepwatch.clickhouse.nativeformat.ResultColumn.Texts;
import java.util.Arrays;
import java.util.function.Consumer;

/// Cuts rows that come series by series, in the order of time and of their writing, into chunks.
final class Chunker {

    private static final long LONGEST_MILLIS = ChunkValues.LONGEST.toMillis();
    private static final int MOST_SAMPLES = 8_192;
    private static final int SAMPLES_PER_WRITE = 500_000;
    private static final int CHUNKS_PER_WRITE = 50_000;

    private final Consumer<ChunkTables> writer;
    private final ChunkTables tables = new ChunkTables();
    private final long[] times = new long[MOST_SAMPLES];
    private final double[] values = new double[MOST_SAMPLES];
    private int size;
    private String metric = "";
    private long fingerprint;
    private long writtenAt;
    private long rows;
    private long chunks;
    private int pending;

    /// @param writer takes chunks whenever there are enough of them
    Chunker(Consumer<ChunkTables> writer) {
        this.writer = writer;
    }

    void add(ResultBlock block) {
        Texts metrics = block.texts(0);
        long[] fingerprints = block.longs(1);
        for (int row = 0; row < block.rows(); row++) {
            String name = metrics.get(row);
            if (fingerprints[row] != fingerprint || !name.equals(metric)) {
                endChunk();
                metric = name;
                fingerprint = fingerprints[row];
            }
            add(block.longs(2)[row], block.doubles(3)[row], block.longs(4)[row]);
        }
        rows += block.rows();
    }

    private void add(long time, double value, long written) {
        if (size > 0 && times[size - 1] == time) {
            size--; // of one instant the last was written last
        } else if (size == MOST_SAMPLES || size > 0 && time - times[0] >= LONGEST_MILLIS) {
            endChunk();
        }
        times[size] = time;
        values[size++] = value;
        writtenAt = Math.max(writtenAt, written);
    }

    private void endChunk() {
        if (size > 0) {
            tables.add(metric, fingerprint, Arrays.copyOf(times, size), Arrays.copyOf(values, size), writtenAt);
            chunks++;
            pending++;
        }
        size = 0;
        writtenAt = Long.MIN_VALUE;
        if (tables.samples() >= SAMPLES_PER_WRITE || pending >= CHUNKS_PER_WRITE) {
            flush();
        }
    }

    private void flush() {
        writer.accept(tables);
        tables.clear();
        pending = 0;
    }

    void finish() {
        endChunk();
        if (pending > 0) {
            flush();
        }
    }

    /// How many rows were read.
    long rows() {
        return rows;
    }

    long chunks() {
        return chunks;
    }
}
