package io.keepwatch.clickhouse.sealing;

import io.keepwatch.clickhouse.chunks.ChunkValues;
import io.keepwatch.clickhouse.nativeformat.NativeBlock;
import io.keepwatch.clickhouse.nativeformat.Rows;
import io.keepwatch.telemetry.batch.DictionaryColumn;
import io.keepwatch.telemetry.batch.DoubleColumn;
import io.keepwatch.telemetry.batch.IntColumn;
import io.keepwatch.telemetry.batch.LongColumn;
import io.keepwatch.telemetry.batch.XxHash64;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/// Gathers chunks and the instants they refer to, as blocks for their tables.
final class ChunkTables {

    private static final long[] NO_LONGS = {};
    private static final long MILLIS_OF_HOUR = Duration.ofHours(1).toMillis();

    /// A row of `metric_timestamps` that is written already is not written again in the same seal.
    private final Set<StampsKey> known = new HashSet<>();
    private Columns chunks = new Columns();
    private Stamps stamps = new Stamps();
    private int samples;

    private record StampsKey(long hour, long id) {}

    private static final class Columns {
        private final DictionaryColumn metric = new DictionaryColumn();
        private final LongColumn fingerprint = new LongColumn();
        private final LongColumn hour = new LongColumn();
        private final LongColumn first = new LongColumn();
        private final LongColumn last = new LongColumn();
        private final LongColumn writtenAt = new LongColumn();
        private final LongColumn samples = new LongColumn();
        private final LongColumn times = new LongColumn();
        private final LongColumn exponent = new LongColumn();
        private final LongColumn base = new LongColumn();
        private final LongColumn slope = new LongColumn();
        private final Lists r8 = new Lists();
        private final Lists r16 = new Lists();
        private final Lists r32 = new Lists();
        private final Lists r64 = new Lists();
        private final IntColumn floatEnds = new IntColumn();
        private final DoubleColumn floats = new DoubleColumn();
        private final Lists specialAt = new Lists();
        private final Lists special = new Lists();
    }

    private record Lists(IntColumn ends, LongColumn elements) {
        Lists() {
            this(new IntColumn(), new LongColumn());
        }

        void append(long[] row) {
            for (long element : row) {
                elements.append(element);
            }
            ends.append(elements.size());
        }
    }

    private record Stamps(LongColumn hour, LongColumn id, Lists times) {
        Stamps() {
            this(new LongColumn(), new LongColumn(), new Lists());
        }
    }

    /// @param writtenAt of the newest of the samples
    void add(String metric, long fingerprint, long[] times, double[] values, long writtenAt) {
        long hour = Math.max(0, times[0] / MILLIS_OF_HOUR * MILLIS_OF_HOUR / 1000);
        ChunkValues coded = ChunkValues.of(values, 0, values.length);
        chunks.metric.append(metric);
        chunks.fingerprint.append(fingerprint);
        chunks.hour.append(hour);
        chunks.first.append(times[0]);
        chunks.last.append(times[times.length - 1]);
        chunks.writtenAt.append(writtenAt);
        chunks.samples.append(times.length);
        chunks.times.append(stampsOf(hour, times));
        chunks.exponent.append(coded.exponent());
        chunks.base.append(coded.base());
        chunks.slope.append(coded.slope());
        int width = coded.width();
        chunks.r8.append(width == Byte.SIZE ? coded.residuals() : NO_LONGS);
        chunks.r16.append(width == Short.SIZE ? coded.residuals() : NO_LONGS);
        chunks.r32.append(width == Integer.SIZE ? coded.residuals() : NO_LONGS);
        chunks.r64.append(width == Long.SIZE ? coded.residuals() : NO_LONGS);
        for (double value : coded.floats()) {
            chunks.floats.append(value);
        }
        chunks.floatEnds.append(chunks.floats.size());
        chunks.specialAt.append(Arrays.stream(coded.specialAt()).asLongStream().toArray());
        chunks.special.append(coded.special());
        samples += times.length;
    }

    private long stampsOf(long hour, long[] times) {
        var bytes = ByteBuffer.allocate(times.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(times);
        long id = XxHash64.hash(bytes.array(), 0, bytes.capacity());
        if (known.add(new StampsKey(hour, id))) {
            stamps.hour.append(hour);
            stamps.id.append(id);
            stamps.times.append(times);
        }
        return id;
    }

    /// How many samples the gathered chunks hold.
    int samples() {
        return samples;
    }

    NativeBlock stampsBlock() {
        Stamps rows = stamps;
        Rows all = Rows.all(rows.id.size());
        return new NativeBlock("metric_timestamps", rows.id.size())
                .integers("hour", "DateTime", rows.hour, all)
                .longs("id", "UInt64", rows.id, all)
                .longArrays("times", "DateTime64(3)", rows.times.ends::get, rows.times.elements);
    }

    NativeBlock chunksBlock() {
        Columns rows = chunks;
        Rows all = Rows.all(rows.fingerprint.size());
        return new NativeBlock("metric_chunks", rows.fingerprint.size())
                .dictionary("metric", rows.metric, all)
                .longs("fingerprint", "UInt64", rows.fingerprint, all)
                .integers("hour", "DateTime", rows.hour, all)
                .longs("first", "DateTime64(3)", rows.first, all)
                .longs("last", "DateTime64(3)", rows.last, all)
                .longs("written_at", "DateTime64(3)", rows.writtenAt, all)
                .integers("samples", "UInt16", rows.samples, all)
                .longs("times", "UInt64", rows.times, all)
                .integers("exponent", "UInt8", rows.exponent, all)
                .longs("base", "Int64", rows.base, all)
                .longs("slope", "Int64", rows.slope, all)
                .integerArrays("r8", "Int8", rows.r8.ends::get, rows.r8.elements)
                .integerArrays("r16", "Int16", rows.r16.ends::get, rows.r16.elements)
                .integerArrays("r32", "Int32", rows.r32.ends::get, rows.r32.elements)
                .integerArrays("r64", "Int64", rows.r64.ends::get, rows.r64.elements)
                .doubleArrays("floats", rows.floatEnds::get, rows.floats)
                .integerArrays("special_at", "UInt16", rows.specialAt.ends::get, rows.specialAt.elements)
                .integerArrays("special", "UInt64", rows.special.ends::get, rows.special.elements);
    }

    /// Forgets what was gathered, but not which instants are stored.
    void clear() {
        chunks = new Columns();
        stamps = new Stamps();
        samples = 0;
    }
}
