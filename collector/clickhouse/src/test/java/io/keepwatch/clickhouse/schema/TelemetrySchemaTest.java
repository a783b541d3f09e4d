package io.keepwatch.clickhouse.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.keepwatch.clickhouse.ClickHouse;
import io.keepwatch.clickhouse.EmbeddedClickHouseExtension;
import io.keepwatch.clickhouse.writing.TestStore;
import io.keepwatch.settings.Settings;
import io.keepwatch.telemetry.StoreUnavailableException;
import io.keepwatch.telemetry.batch.MetricBatch;
import io.keepwatch.telemetry.batch.SpanBatch;
import io.keepwatch.telemetry.batch.TestBatches;
import io.keepwatch.telemetry.contract.SpanRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(EmbeddedClickHouseExtension.class)
class TelemetrySchemaTest {

    private ClickHouse clickhouse;
    private TestStore store;

    @BeforeEach
    void open(ClickHouse clickhouse) throws InterruptedException {
        this.clickhouse = clickhouse;
        store = new TestStore(clickhouse);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void severalProcessesMayPrepareTheSameTablesAtOnce() throws InterruptedException {
        try (var database = new TestStore(clickhouse);
                var second = database.anotherSchema();
                var third = database.anotherSchema()) {
            assertThat(second.awaitReady(Duration.ofSeconds(30))).isTrue();
            assertThat(third.awaitReady(Duration.ofSeconds(30))).isTrue();
            assertThat(database.number("SELECT uniqExact(number) FROM schema_migrations")).isEqualTo(Migration.all().size());
        }
    }

    @Test
    void aTableThatWasDroppedIsMissedAndMadeAnew() {
        store.writer().write(sample());
        store.client().execute("DROP TABLE metric_series SYNC");
        store.client().execute("DROP TABLE metric_samples SYNC");

        assertThatThrownBy(() -> store.writer().write(sample())).isInstanceOf(StoreUnavailableException.class);
        store.awaitReady();
        store.writer().write(sample());

        assertThat(store.number("SELECT count() FROM metric_samples")).isEqualTo(1);
        assertThat(store.number("SELECT count() FROM metric_series")).isEqualTo(1);
    }

    @Test
    void aTableThatIsMadeAnewHasItsLaterColumnsToo() {
        store.client().execute("DROP TABLE otel_traces SYNC");

        assertThatThrownBy(() -> store.writer().write(failedSpan())).isInstanceOf(StoreUnavailableException.class);
        store.awaitReady();
        store.writer().write(failedSpan());

        assertThat(store.text("SELECT ErrorType FROM otel_traces")).isEqualTo("23503");
    }

    @Test
    void spansFromBeforeTheColumnsAnswerThroughThem() throws InterruptedException {
        store.client().execute("ALTER TABLE otel_traces DROP COLUMN ErrorType, DROP COLUMN HttpRoute, DROP COLUMN HttpStatusCode, DROP COLUMN DbSystem");
        store.client().execute("DELETE FROM schema_migrations WHERE number = 7");
        store.writer().write(failedSpan());

        try (var upgraded = store.anotherSchema()) {
            assertThat(upgraded.awaitReady(Duration.ofSeconds(30))).isTrue();
            assertThat(store.text("SELECT ErrorType FROM otel_traces")).isEqualTo("23503");
        }
    }

    @Test
    void tablesFollowTheRetentionWhileTheyAreUsed() {
        store.retention(new Settings.Retention(Duration.ofDays(3), Duration.ofDays(4), Duration.ofDays(5)));

        store.schema().retentionChanged();

        store.schema().requireReady();
        await().untilAsserted(() -> {
            assertThat(timeToLive("otel_logs")).isEqualTo("toDateTime(Timestamp) + toIntervalSecond(259200)");
            assertThat(timeToLive("otel_traces")).isEqualTo("toDateTime(Timestamp) + toIntervalSecond(345600)");
            assertThat(timeToLive("span_windows")).isEqualTo("window + toIntervalSecond(345600)");
            assertThat(timeToLive("metric_samples")).isEqualTo("toDateTime(time) + toIntervalSecond(432000)");
        });
    }

    @Test
    void everyTableHasATimeToLiveAndRecognisesARepeatedInsert() {
        assertThat(store.texts("""
                SELECT name FROM system.tables WHERE database = currentDatabase() AND engine LIKE '%MergeTree'
                AND engine_full NOT LIKE '% TTL %' AND name != 'schema_migrations'""")).isEmpty();
        assertThat(store.texts("""
                SELECT name FROM system.tables WHERE database = currentDatabase() AND engine LIKE '%MergeTree'
                AND engine_full NOT LIKE '%non_replicated_deduplication_window%'
                AND name NOT IN ('schema_migrations', 'service_edge_windows')""")).isEmpty();
    }

    @Test
    void theViewsForOtherToolsShowSamples() {
        store.writer().write(sample());

        assertThat(store.text("SELECT toString(tuple(MetricName, ServiceName, Attributes, Value)) FROM otel_metrics_gauge"))
                .isEqualTo("('m','quotes-api',{'job':'j'},1)");
        assertThat(store.number("SELECT count() FROM otel_metrics_sum")).isZero();
    }

    private String timeToLive(String table) {
        return store.text("SELECT extract(engine_full, ' TTL (.+?) SETTINGS') FROM system.tables WHERE database = currentDatabase() AND name = '%s'"
                .formatted(table));
    }

    private static SpanBatch failedSpan() {
        return SpanRow.batch(List.of(SpanRow.of("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", "api", "GET /", Instant.now())
                .failed("constraint").with("error.type", "23503")));
    }

    private static MetricBatch sample() {
        var batch = new MetricBatch();
        int series = TestBatches.series(batch, "m", new TreeMap<>(Map.of("job", "j")));
        batch.addSample(series, Instant.now().toEpochMilli(), 1);
        return batch;
    }
}
