package io.keepwatch.clickhouse.writing;

import io.keepwatch.clickhouse.ClickHouseClient;
import io.keepwatch.clickhouse.ClickHouseException;
import io.keepwatch.clickhouse.nativeformat.NativeBlock;
import io.keepwatch.clickhouse.schema.TelemetrySchema;
import io.keepwatch.clickhouse.series.SeriesMemory;
import io.keepwatch.clickhouse.writing.WrittenSeries.SeriesDays;
import io.keepwatch.telemetry.StoreUnavailableException;
import io.keepwatch.telemetry.batch.LogBatch;
import io.keepwatch.telemetry.batch.MetricBatch;
import io.keepwatch.telemetry.batch.SpanBatch;
import io.keepwatch.telemetry.batch.TelemetryBatch;
import io.keepwatch.telemetry.batch.TelemetryWriter;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Writes each batch as one block per table, and returns when ClickHouse has it.
///
/// An insert that fails halfway may have been stored or not. It is repeated under the same deduplication token with the
/// very same bytes, so that ClickHouse stores it once; only when the time for that is over does the call fail, and the
/// sender's own repetition may then store rows twice.
public final class ClickHouseTelemetryWriter implements TelemetryWriter {

    /// Shorter than the 10 s after which OpenTelemetry's exporters give up on an answer, longer than the embedded
    /// engine needs to come back after a crash.
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    /// UNKNOWN_TABLE, UNKNOWN_DATABASE
    private static final Set<Integer> TABLE_MISSING = Set.of(60, 81);

    /// Faults of the server or of our settings, not of the rows: READONLY, QUOTA_EXCEEDED, NOT_ENOUGH_SPACE, UNKNOWN_USER,
    /// REQUIRED_PASSWORD, CANNOT_SCHEDULE_TASK, ACCESS_DENIED, AUTHENTICATION_FAILED. Blaming the rows would make senders drop them.
    private static final Set<Integer> NOT_THE_ROWS = Set.of(164, 201, 243, 192, 194, 439, 497, 516);

    /// About 32 MB.
    private static final int REMEMBERED_SERIES = 1_000_000;

    private final ClickHouseClient client;
    private final TelemetrySchema schema;
    private final SeriesMemory memory;
    private final WrittenSeries writtenSeries = new WrittenSeries(REMEMBERED_SERIES);

    public ClickHouseTelemetryWriter(ClickHouseClient client, TelemetrySchema schema) {
        this(client, schema, SeriesMemory.none());
    }

    /// @param memory is told what has been stored
    public ClickHouseTelemetryWriter(ClickHouseClient client, TelemetrySchema schema, SeriesMemory memory) {
        this.client = client;
        this.schema = schema;
        this.memory = memory;
        schema.onReady(writtenSeries::forgetAll);
        schema.onReady(memory::forgetAll);
    }

    @Override
    public void write(TelemetryBatch batch) {
        schema.requireReady();
        switch (batch) {
            case SpanBatch spans -> insert(SpanBlocks.of(spans), spans.bytes());
            case LogBatch logs -> insert(LogBlocks.of(logs), logs.bytes());
            case MetricBatch metrics -> write(metrics);
        }
    }

    /// Series come first: a sample whose series is unknown could not be found.
    private void write(MetricBatch metrics) {
        SeriesDays missing = writtenSeries.missing(metrics);
        insert(MetricBlocks.series(metrics, missing.series(), missing.days()), metrics.bytes());
        memory.seriesStored(metrics, missing.series(), missing.days());
        writtenSeries.add(metrics, missing);
        samples(metrics);
        insert(MetricBlocks.exemplars(metrics), metrics.bytes());
    }

    private void samples(MetricBatch metrics) {
        boolean stored = false;
        try {
            insert(MetricBlocks.samples(metrics), metrics.bytes());
            memory.samplesStored(metrics);
            stored = true;
        } finally {
            if (!stored) {
                memory.unsure();
            }
        }
    }

    private void insert(NativeBlock block, long expectedBytes) {
        if (block.rows() == 0) {
            return;
        }
        String statement = block.insertStatement();
        ByteBuffer bytes = block.encode((int) Math.min(expectedBytes, 1 << 28));
        Map<String, String> settings = settings(UUID.randomUUID().toString());
        long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
        Duration pause = FIRST_PAUSE;
        while (true) {
            try {
                client.insert(statement, bytes, settings);
                return;
            } catch (StoreUnavailableException e) {
                if (System.nanoTime() + pause.toNanos() > giveUpAt || !pause(pause)) {
                    throw e;
                }
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            } catch (ClickHouseException e) {
                throw translated(e);
            }
        }
    }

    private RuntimeException translated(ClickHouseException refused) {
        if (TABLE_MISSING.contains(refused.code())) {
            schema.checkAgain();
            return new StoreUnavailableException("ClickHouse has lost a table, which is made anew", Duration.ofSeconds(1), refused);
        }
        if (NOT_THE_ROWS.contains(refused.code())) {
            return new StoreUnavailableException("ClickHouse lets nothing be written: " + refused.getMessage(), Duration.ofSeconds(10), refused);
        }
        return refused;
    }

    private static Map<String, String> settings(String token) {
        return Map.of(
                "async_insert", "0",
                "insert_deduplicate", "1",
                "insert_deduplication_token", token,
                "deduplicate_blocks_in_dependent_materialized_views", "1",
                // ingest admits any time within the retention, and a batch may hold a day of each
                "max_partitions_per_insert_block", "0");
    }

    private static boolean pause(Duration duration) {
        try {
            Thread.sleep(duration);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
