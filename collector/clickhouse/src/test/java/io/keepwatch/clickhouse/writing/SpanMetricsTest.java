package io.keepwatch.clickhouse.writing;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.clickhouse.ClickHouse;
import io.keepwatch.clickhouse.EmbeddedClickHouseExtension;
import io.keepwatch.telemetry.batch.SpanBatch;
import io.keepwatch.telemetry.batch.TestBatches;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What the tables derive from spans as they are inserted.
@ExtendWith(EmbeddedClickHouseExtension.class)
class SpanMetricsTest {

    private static final long SECOND = 1_000_000_000L;
    private final long start = Instant.now().getEpochSecond() / 10 * 10;

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
    void countsSpansPerTenSecondsAndSumsOverInserts() {
        for (int i = 0; i < 3; i++) {
            var batch = new SpanBatch();
            span(batch, start * SECOND, "Unset", 1_500_000_000L);
            span(batch, start * SECOND + 9_999_999_999L, "Unset", 1_500_000_000L);
            span(batch, start * SECOND + 10 * SECOND, "Error", 1_500_000_000L);
            store.writer().write(batch);
        }

        assertThat(store.texts("""
                SELECT toString(tuple(toUnixTimestamp(time) - %d, service, kind, operation, status, sum(spans), sum(duration)))
                FROM span_metrics GROUP BY time, service, kind, operation, status ORDER BY time""".formatted(start)))
                .containsExactly(
                        "(0,'quotes-api','Server','GET /quotes','Unset',6,9000000000)",
                        "(10,'quotes-api','Server','GET /quotes','Error',3,4500000000)");
    }

    @Test
    void theTableOfMinutesHasTheSameSums() {
        for (int i = 0; i < 3; i++) {
            var batch = new SpanBatch();
            for (int second = 0; second < 150; second += 7) {
                span(batch, (start + second) * SECOND, second % 2 == 0 ? "Error" : "Unset", second * 1_000_000L);
            }
            store.writer().write(batch);
        }

        String columns = " AS minute, service, kind, operation, status, bucket, sum(spans), sum(duration))) FROM ";
        String group = " GROUP BY minute, service, kind, operation, status, bucket ORDER BY minute, status, bucket";
        assertThat(store.texts("SELECT toString(tuple(toUnixTimestamp(time)" + columns + "span_metrics_1m" + group))
                .hasSizeGreaterThan(10)
                .isEqualTo(store.texts("SELECT toString(tuple(toUnixTimestamp(toStartOfMinute(time))" + columns + "span_metrics" + group));
    }

    /// Bucket i holds what is longer than 2^(i/4) s and at most 2^((i+1)/4) s.
    @Test
    void sortsDurationsIntoTheExponentialHistogramOfScaleTwo() {
        var batch = new SpanBatch();
        Map<Long, Integer> buckets = Map.of(
                0L, -120, 1L, -120,
                SECOND, -1, SECOND + 1, 0,
                1_189_207_115L, 0, 1_189_207_116L, 1,
                2 * SECOND, 3, SECOND / 2, -5,
                -1L, 136);
        buckets.forEach((duration, bucket) -> span(batch, start * SECOND, "bucket " + bucket, duration));

        store.writer().write(batch);

        assertThat(store.number("SELECT sum(spans) FROM span_metrics")).isEqualTo(buckets.size());
        assertThat(store.texts("SELECT concat(status, ' is ', toString(bucket)) FROM span_metrics WHERE status != concat('bucket ', toString(bucket))"))
                .isEmpty();
    }

    @Test
    void knowsVersionsAndInstances() {
        var batch = new SpanBatch();
        for (int i = 0; i < 2; i++) {
            TestBatches.span(batch, (start + i) * SECOND, "first");
        }
        store.writer().write(batch);

        assertThat(store.text("""
                SELECT toString(tuple(service, version, instance, toUnixTimestamp64Milli(min(first_seen)), toUnixTimestamp64Milli(max(last_seen))))
                FROM service_instances GROUP BY service, version, instance"""))
                .isEqualTo("('quotes-api','','',%d,%d)".formatted(start * 1000, (start + 1) * 1000));
    }

    @Test
    void knowsWhenATraceHappened() {
        var batch = new SpanBatch();
        span(batch, start * SECOND, "Unset", 1);
        span(batch, start * SECOND + 3 * SECOND, "Unset", 1);
        store.writer().write(batch);

        assertThat(store.text("""
                SELECT toString(tuple(toUnixTimestamp(min(Start)), toUnixTimestamp(max(End)))) FROM otel_traces_trace_id_ts
                WHERE TraceId = '0af7651916cd43dd8448eb211c80319c'""")).isEqualTo("(%d,%d)".formatted(start, start + 3));
    }

    private static void span(SpanBatch batch, long nanos, String status, long duration) {
        TestBatches.span(batch, nanos, "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", "", "quotes-api", "Server",
                "GET /quotes", status, duration, Map.of());
    }
}
