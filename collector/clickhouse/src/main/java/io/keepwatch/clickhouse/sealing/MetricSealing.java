package io.keepwatch.clickhouse.sealing;

import io.keepwatch.clickhouse.ClickHouseClient;
import io.keepwatch.clickhouse.ClickHouseException;
import io.keepwatch.clickhouse.nativeformat.NativeBlock;
import io.keepwatch.clickhouse.nativeformat.NativeReader;
import io.keepwatch.clickhouse.nativeformat.ResultBlock;
import io.keepwatch.clickhouse.schema.TelemetrySchema;
import io.keepwatch.clickhouse.sql.Parameters;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns the rows of `metric_samples` that arrived in an hour that is over into chunks.
///
/// The rows are read from parts that are named, as they are; the chunks are written; then exactly these parts are dropped. Whoever
/// reads takes rows before chunks and the newest of what stands at an instant, so a seal may end at any point and begin anew: until
/// the parts are gone their samples stand in both tables, never in none. A row that comes late stands in another part, and is sealed
/// with it. A part that was merged meanwhile is not found by its name, and is sealed next time.
final class MetricSealing {

    private static final Logger log = LoggerFactory.getLogger(MetricSealing.class);
    private static final int NO_SUCH_DATA_PART = 232;
    private static final String PARTITIONS = """
            SELECT _partition_id, max(written_at) FROM metric_samples GROUP BY _partition_id
            HAVING max(written_at) < fromUnixTimestamp64Milli(%s) ORDER BY max(written_at)""";
    private static final String PARTS = """
            SELECT name, rows FROM system.parts
            WHERE database = currentDatabase() AND table = 'metric_samples' AND active AND partition_id = %s ORDER BY min_block_number""";
    private static final String ROWS = """
            SELECT metric, fingerprint, time, value, written_at FROM metric_samples WHERE _partition_id = %s AND _part IN %s
            ORDER BY metric, fingerprint, time, written_at, _part_offset""";

    private final ClickHouseClient client;
    private final TelemetrySchema schema;
    private final Runnable stillOurs;

    /// @param stillOurs throws when another process has taken the work over; asked before each write
    MetricSealing(ClickHouseClient client, TelemetrySchema schema, Runnable stillOurs) {
        this.client = client;
        this.schema = schema;
        this.stillOurs = stillOurs;
    }

    /// A part of the table as it is named now; it never changes, and goes when it is merged.
    private record Part(String name, long rows) {}

    /// Seals what arrived in hours of which nothing came at or after the instant.
    ///
    /// @return how many samples were sealed
    long seal(Instant arrivedBefore) {
        schema.requireReady();
        var parameters = new Parameters();
        long sealed = 0;
        List<String> partitions = new ArrayList<>();
        read(PARTITIONS.formatted(parameters.integer(arrivedBefore.toEpochMilli())), parameters, block -> {
            for (int row = 0; row < block.rows(); row++) {
                partitions.add(block.texts(0).get(row));
            }
        });
        for (String partition : partitions) {
            sealed += sealPartition(partition);
        }
        return sealed;
    }

    private long sealPartition(String partition) {
        List<Part> parts = parts(partition);
        long expected = parts.stream().mapToLong(Part::rows).sum();
        var parameters = new Parameters();
        String sql = ROWS.formatted(parameters.text(partition), parameters.texts(parts.stream().map(Part::name).toList()));
        var chunker = new Chunker(this::write);
        read(sql, parameters, chunker::add);
        chunker.finish();
        if (chunker.rows() != expected) {
            log.debug("The parts of {} were merged while they were read: {} instead of {} rows", partition, chunker.rows(), expected);
            return 0;
        }
        parts.forEach(this::drop); // the oldest first: what is left is never older than what is sealed
        log.debug("Sealed {} rows that arrived in {} into {} chunks", expected, partition, chunker.chunks());
        return expected;
    }

    private List<Part> parts(String partition) {
        var parameters = new Parameters();
        List<Part> parts = new ArrayList<>();
        read(PARTS.formatted(parameters.text(partition)), parameters, block -> {
            for (int row = 0; row < block.rows(); row++) {
                parts.add(new Part(block.texts(0).get(row), block.longs(1)[row]));
            }
        });
        return parts;
    }

    /// Instants first: a chunk without them could not be read.
    private void write(ChunkTables tables) {
        insert(tables.stampsBlock());
        insert(tables.chunksBlock());
    }

    private void insert(NativeBlock block) {
        if (block.rows() > 0) {
            stillOurs.run();
            client.insert(block.insertStatement(), block.encode(1 << 20), Map.of("async_insert", "0", "max_partitions_per_insert_block", "0"));
        }
    }

    private void drop(Part part) {
        stillOurs.run();
        try {
            client.execute("ALTER TABLE metric_samples DROP PART '" + part.name() + "'");
        } catch (ClickHouseException e) {
            if (e.code() != NO_SUCH_DATA_PART) {
                throw e;
            }
            log.debug("{} was merged after it was read; what it became is sealed next time", part.name());
        }
    }

    @FunctionalInterface
    private interface EachBlock {
        void take(ResultBlock block);
    }

    private void read(String sql, Parameters parameters, EachBlock each) {
        client.read(sql + "\nFORMAT Native", parameters.values(), result -> pass(result, each));
    }

    private static int pass(InputStream result, EachBlock each) throws IOException {
        var reader = new NativeReader(result);
        int blocks = 0;
        for (ResultBlock block = reader.next(); block != null; block = reader.next()) {
            each.take(block);
            blocks++;
        }
        return blocks;
    }
}
