package io.keepwatch.clickhouse.writing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keepwatch.clickhouse.ClickHouse;
import io.keepwatch.clickhouse.EmbeddedClickHouseExtension;
import io.keepwatch.telemetry.StoreUnavailableException;
import io.keepwatch.telemetry.batch.MetricBatch;
import io.keepwatch.telemetry.batch.SpanBatch;
import io.keepwatch.telemetry.batch.TestBatches;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(EmbeddedClickHouseExtension.class)
class LostAnswersTest {

    private static final Instant NOW = Instant.now();

    private FaultyConnection connection;
    private TestStore store;

    @BeforeEach
    void open(ClickHouse clickhouse) throws IOException, InterruptedException {
        connection = new FaultyConnection(clickhouse);
        store = new TestStore(connection);
    }

    @AfterEach
    void close() throws IOException {
        store.close();
        connection.close();
    }

    /// Also in what is derived from the spans, and over two partitions.
    @Test
    void anInsertWhoseAnswerIsLostIsRepeatedAndStoredOnce() {
        var batch = new SpanBatch();
        for (int i = 0; i < 1000; i++) {
            TestBatches.span(batch, NOW.minusSeconds(i % 2 * 86_400).getEpochSecond() * 1_000_000_000, "span " + i);
        }
        connection.loseAnswers(2);

        store.writer().write(batch);

        assertThat(connection.inserts()).isEqualTo(3);
        assertThat(connection.tokens()).hasSize(1);
        assertThat(store.number("SELECT count() FROM otel_traces")).isEqualTo(1000);
        assertThat(store.number("SELECT sum(spans) FROM span_metrics")).isEqualTo(1000);
        assertThat(store.number("SELECT sum(spans) FROM span_metrics_1m")).isEqualTo(1000);
    }

    @Test
    void seriesCountAsWrittenOnlyWhenTheyAre() {
        var batch = new MetricBatch();
        int series = TestBatches.series(batch, "m", new TreeMap<>(Map.of("job", "j")));
        batch.addSample(series, NOW.toEpochMilli(), 1);
        connection.cut(true);
        assertThatThrownBy(() -> store.writer().write(batch)).isInstanceOf(StoreUnavailableException.class);

        connection.cut(false);
        store.awaitReady();
        store.writer().write(batch);

        assertThat(store.number("SELECT count() FROM metric_series")).isEqualTo(1);
        assertThat(store.number("SELECT count() FROM metric_samples")).isEqualTo(1);
    }
}
