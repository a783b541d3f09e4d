package io.keepwatch.clickhouse.writing;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.clickhouse.ClickHouse;
import io.keepwatch.clickhouse.EmbeddedClickHouseExtension;
import io.keepwatch.telemetry.batch.LogBatch;
import io.keepwatch.telemetry.batch.MetricBatch;
import io.keepwatch.telemetry.batch.SeriesFingerprint;
import io.keepwatch.telemetry.batch.SeriesMetadata;
import io.keepwatch.telemetry.batch.SeriesMetadata.Temporality;
import io.keepwatch.telemetry.batch.SpanBatch;
import io.keepwatch.telemetry.batch.TestBatches;
import io.keepwatch.telemetry.metrics.MetricType;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What is appended to a batch is what ClickHouse gives back, whatever it is.
@ExtendWith(EmbeddedClickHouseExtension.class)
class RoundTripTest {

    private static final Instant NOW = Instant.now();
    private static final long NOW_NANOS = NOW.getEpochSecond() * 1_000_000_000 + 123_456_789;

    private static TestStore store;

    @BeforeAll
    static void open(ClickHouse clickhouse) throws InterruptedException {
        store = new TestStore(clickhouse);
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @Test
    void textsOfAnyLengthAndAnyUnicode() {
        List<String> bodies = List.of(
                "", "a\0b", "tab\tline\n'\"\\", "🚀 \u202E ÄÖ \uFFFF", "lone \uDC00 surrogate", "x".repeat(1 << 20));
        var batch = new LogBatch();
        for (String body : bodies) {
            TestBatches.log(batch, NOW_NANOS, "unicode", body, Map.of("value", body, "key " + body, "value"));
        }

        store.writer().write(batch);

        List<String> expected = bodies.stream().map(body -> body.replace("\uDC00", "?")).toList();
        String from = " FROM otel_logs WHERE ServiceName = 'unicode'";
        assertThat(store.texts("SELECT Body" + from)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(store.texts("SELECT LogAttributes['value']" + from)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(store.texts("SELECT arrayFirst(k -> startsWith(k, 'key '), mapKeys(LogAttributes))" + from))
                .containsExactlyInAnyOrderElementsOf(expected.stream().map(body -> "key " + body).toList());
    }

    @Test
    void aRecordWithTenThousandAttributesAmongOthers() {
        var attributes = new LinkedHashMap<String, String>();
        IntStream.range(0, 10_000).forEach(i -> attributes.put("key." + i, "value " + i));
        var batch = new LogBatch();
        TestBatches.log(batch, NOW_NANOS, "many", "none", Map.of());
        TestBatches.log(batch, NOW_NANOS, "many", "all", attributes);
        TestBatches.log(batch, NOW_NANOS, "many", "one", Map.of("key.7", "other"));

        store.writer().write(batch);

        assertThat(store.number("SELECT length(LogAttributes) FROM otel_logs WHERE ServiceName = 'many' AND Body = 'none'")).isZero();
        assertThat(store.number("""
                SELECT countIf(LogAttributes[concat('key.', toString(number))] = concat('value ', toString(number)))
                FROM numbers(10000) AS n, otel_logs AS l WHERE ServiceName = 'many' AND Body = 'all'""")).isEqualTo(10_000);
        assertThat(store.text("SELECT LogAttributes['key.7'] FROM otel_logs WHERE ServiceName = 'many' AND Body = 'one'"))
                .isEqualTo("other");
    }

    @Test
    void moreDistinctValuesThanOneOrTwoBytesCount() {
        var batch = new LogBatch();
        for (int i = 0; i < 70_000; i++) {
            TestBatches.log(batch, NOW_NANOS + i, "distinct " + i % 66_000, "distinct", Map.of("k", "v"));
        }

        store.writer().write(batch);

        assertThat(store.number("SELECT uniqExact(ServiceName) FROM otel_logs WHERE Body = 'distinct'")).isEqualTo(66_000);
        assertThat(store.text("SELECT ServiceName FROM otel_logs WHERE Body = 'distinct' AND Timestamp = fromUnixTimestamp64Nano(toInt64(%d))"
                .formatted(NOW_NANOS + 65_990))).isEqualTo("distinct 65990");
    }

    @Test
    void everyColumnOfASpan() {
        var batch = new SpanBatch();
        TestBatches.span(batch, NOW_NANOS, "GET /quotes");
        batch.timestamp.append(NOW_NANOS);
        batch.traceId.append("");
        batch.spanId.append("");
        batch.parentSpanId.append("b7ad6b7169203331");
        batch.traceState.append("vendor=1");
        batch.spanName.append("bare");
        batch.spanKind.append("Unspecified");
        batch.serviceName.append("");
        batch.resourceAttributes.appendEmpty();
        batch.scopeName.append("");
        batch.scopeVersion.append("");
        batch.spanAttributes.appendEmpty();
        batch.duration.append(-1); // as unsigned: the longest there is
        batch.statusCode.append("Error");
        batch.statusMessage.append("broken");
        batch.events.endRow();
        batch.links.endRow();
        batch.endRow();

        store.writer().write(batch);

        assertThat(store.text("""
                SELECT toString(tuple(toUnixTimestamp64Nano(Timestamp), TraceId, SpanId, ParentSpanId, SpanKind, ServiceName,
                       ResourceAttributes, ScopeName, ScopeVersion, SpanAttributes, Duration, StatusCode,
                       arrayMap(t -> toUnixTimestamp64Nano(t), `Events.Timestamp`), `Events.Name`, `Events.Attributes`,
                       `Links.TraceId`, `Links.SpanId`, `Links.TraceState`, `Links.Attributes`))
                FROM otel_traces WHERE SpanName = 'GET /quotes'""")).isEqualTo("""
                (%1$d,'0af7651916cd43dd8448eb211c80319c','b7ad6b7169203331','','Server','quotes-api',\
                {'service.name':'quotes-api'},'scope','1',{'http.route':'/quotes'},1000000,'Unset',\
                [%1$d],['event of GET /quotes'],[{'event':'yes'}],\
                ['0af7651916cd43dd8448eb211c80319d'],['b7ad6b7169203332'],[''],[{'link':'yes'}])""".formatted(NOW_NANOS));
        assertThat(store.text("""
                SELECT toString(tuple(TraceId, ParentSpanId, TraceState, ServiceName, length(SpanAttributes), toString(Duration),
                       StatusMessage, length(`Events.Name`), length(`Links.Attributes`)))
                FROM otel_traces WHERE SpanName = 'bare'"""))
                .isEqualTo("('','b7ad6b7169203331','vendor=1','',0,'18446744073709551615','broken',0,0)");
    }

    @Test
    void everyBitOfASample() {
        double[] values = {
            Double.longBitsToDouble(0x7ff0000000000002L), Double.longBitsToDouble(0x7ff8000000000001L), Double.NaN,
            Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, 0.0, Double.MIN_VALUE, Double.MAX_VALUE, 0.1};
        var batch = new MetricBatch();
        int series = TestBatches.series(batch, "bits", new TreeMap<>(Map.of("job", "bits", "instance", "ä\0")));
        for (int i = 0; i < values.length; i++) {
            batch.addSample(series, NOW.toEpochMilli() + i, values[i]);
        }

        store.writer().write(batch);

        assertThat(store.texts("SELECT leftPad(hex(reinterpretAsUInt64(value)), 16, '0') FROM metric_samples WHERE metric = 'bits' ORDER BY time"))
                .containsExactlyElementsOf(IntStream.range(0, values.length)
                        .mapToObj(i -> "%016X".formatted(Double.doubleToRawLongBits(values[i]))).toList());
        assertThat(store.text("SELECT labels['instance'] FROM metric_series WHERE metric = 'bits'")).isEqualTo("ä\0");
        assertThat(store.number("SELECT min(toUnixTimestamp64Milli(time)) FROM metric_samples WHERE metric = 'bits'"))
                .isEqualTo(NOW.toEpochMilli());
    }

    /// Lets anybody find a series by SQL, and holds our hash against another implementation of it.
    @Test
    void aFingerprintIsWhatClickHouseComputes() {
        var labels = new TreeMap<>(Map.of("job", "quotes", "instance", "a:1", "le", "+Inf"));
        var batch = new MetricBatch();
        TestBatches.series(batch, "fingerprinted", labels);
        batch.addSample(0, NOW.toEpochMilli(), 1);

        store.writer().write(batch);

        assertThat(SeriesFingerprint.of("fingerprinted", labels)).isEqualTo(Long.parseUnsignedLong(store.text("""
                SELECT xxHash64(concat(metric, '\\xFF', arrayStringConcat(
                    arrayMap((k, v) -> concat(k, '\\xFF', v, '\\xFF'), mapKeys(labels), mapValues(labels)))))
                FROM metric_series WHERE metric = 'fingerprinted'""")));
    }

    @Test
    void exemplarsAndWhatIsKnownOfASeries() {
        var batch = new MetricBatch();
        var labels = new TreeMap<>(Map.of("job", "quotes", "le", "0.5"));
        int series = batch.addSeries(SeriesFingerprint.of("latency_seconds_bucket", labels), "latency_seconds_bucket", labels,
                new SeriesMetadata("latency_seconds", MetricType.HISTOGRAM, "s", "latency", "how long", Temporality.DELTA, true),
                new TreeMap<>(Map.of("service.name", "quotes")));
        batch.addSample(series, NOW.toEpochMilli(), 3);
        batch.addExemplar(NOW.toEpochMilli(), 0.4, "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331",
                new TreeMap<>(Map.of("user", "u1")));

        store.writer().write(batch);

        assertThat(store.text("""
                SELECT toString(tuple(metric, labels, family, type, unit, original_name, description, temporality, monotonic, resource))
                FROM metric_series WHERE metric = 'latency_seconds_bucket'""")).isEqualTo("""
                ('latency_seconds_bucket',{'job':'quotes','le':'0.5'},'latency_seconds','HISTOGRAM','s','latency','how long',\
                'DELTA',1,{'service.name':'quotes'})""");
        assertThat(store.text("""
                SELECT toString(tuple(toString(fingerprint), value, trace_id, span_id, attributes)) FROM metric_exemplars
                WHERE metric = 'latency_seconds_bucket'""")).isEqualTo("('%s',0.4,'%s','%s',{'user':'u1'})".formatted(
                        Long.toUnsignedString(SeriesFingerprint.of("latency_seconds_bucket", labels)),
                        "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"));
    }
}
