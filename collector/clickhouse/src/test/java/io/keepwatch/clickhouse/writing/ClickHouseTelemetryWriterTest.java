package io.keepwatch.clickhouse.writing;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.clickhouse.ClickHouse;
import io.keepwatch.clickhouse.EmbeddedClickHouseExtension;
import io.keepwatch.telemetry.StoreUnavailableException;
import io.keepwatch.telemetry.batch.LogBatch;
import io.keepwatch.telemetry.batch.MetricBatch;
import io.keepwatch.telemetry.batch.SpanBatch;
import io.keepwatch.telemetry.batch.TestBatches;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(EmbeddedClickHouseExtension.class)
class ClickHouseTelemetryWriterTest {

    private static final Instant NOW = Instant.now();

    private TestStore store;

    @BeforeEach
    void open(ClickHouse clickhouse) throws InterruptedException {
        store = new TestStore(clickhouse);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aBatchMayHoldMoreDaysThanAnInsertUsuallyMay() {
        var batch = new MetricBatch();
        int series = TestBatches.series(batch, "daily", new TreeMap<>(Map.of("job", "j")));
        for (int day = 0; day < 390; day++) {
            batch.addSample(series, NOW.minus(Duration.ofDays(day)).toEpochMilli(), day);
        }

        store.writer().write(batch);

        assertThat(store.number("SELECT uniqExact(toDate(time)) FROM metric_samples WHERE metric = 'daily'")).isEqualTo(390);
        assertThat(store.number("SELECT uniqExact(day) FROM metric_series WHERE metric = 'daily'")).isEqualTo(390);
    }

    @Test
    void aSeriesIsWrittenOncePerDay() {
        for (int i = 0; i < 3; i++) {
            var batch = new MetricBatch();
            int series = TestBatches.series(batch, "m", new TreeMap<>(Map.of("job", "j")));
            batch.addSample(series, NOW.toEpochMilli() + i, i);
            store.writer().write(batch);
        }

        assertThat(store.number("SELECT count() FROM metric_samples")).isEqualTo(3);
        assertThat(store.number("SELECT count() FROM metric_series")).isEqualTo(1);
    }

    @Test
    void anEmptyBatchIsStoredAtOnce() {
        store.writer().write(new SpanBatch());
        store.writer().write(new LogBatch());
        store.writer().write(new MetricBatch());

        assertThat(store.number("SELECT count() FROM otel_traces")).isZero();
    }

    @Test
    void twoBatchesWithTheSameRowsAreTwo() {
        for (int i = 0; i < 2; i++) {
            var batch = new SpanBatch();
            TestBatches.span(batch, NOW.getEpochSecond() * 1_000_000_000, "same");
            store.writer().write(batch);
        }

        assertThat(store.number("SELECT count() FROM otel_traces")).isEqualTo(2);
        assertThat(store.number("SELECT sum(spans) FROM span_metrics")).isEqualTo(2);
    }
}
