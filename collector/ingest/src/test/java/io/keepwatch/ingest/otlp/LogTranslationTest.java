package io.keepwatch.ingest.otlp;

import static io.keepwatch.ingest.otlp.OtlpRequests.attribute;
import static io.keepwatch.ingest.otlp.OtlpRequests.hex;
import static io.keepwatch.ingest.otlp.OtlpRequests.log;
import static io.keepwatch.ingest.otlp.OtlpRequests.logs;
import static io.keepwatch.ingest.otlp.OtlpRequests.nanos;
import static io.keepwatch.ingest.otlp.Translations.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.google.protobuf.ByteString;
import io.keepwatch.ingest.Rejections.Reason;
import io.keepwatch.telemetry.batch.LogBatch;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LogTranslationTest {

    private final Translations translations = new Translations();

    @Test
    void every_column_is_filled_as_the_exporter_does() {
        var request = logs(log("slow query", NOW)
                .setTraceId(hex(OtlpRequests.TRACE_ID)).setSpanId(hex(OtlpRequests.SPAN_ID)).setFlags(0x101)
                .setEventName("db.slow").addAttributes(attribute("db.namespace", "quotes"))).toBuilder();
        request.getResourceLogsBuilder(0).setSchemaUrl("https://resource").getScopeLogsBuilder(0)
                .setSchemaUrl("https://scope").getScopeBuilder().addAttributes(attribute("scope.key", "v"));
        LogBatch batch = translations.translate(request.build());

        assertThat(batch.rows()).isOne();
        assertThat(batch.timestamp.get(0)).isEqualTo(nanos(NOW));
        assertThat(batch.traceId.get(0)).isEqualTo(OtlpRequests.TRACE_ID);
        assertThat(batch.spanId.get(0)).isEqualTo(OtlpRequests.SPAN_ID);
        assertThat(batch.traceFlags.get(0)).isOne();
        assertThat(batch.severityText.get(0)).isEqualTo("WARN");
        assertThat(batch.severityNumber.get(0)).isEqualTo(13);
        assertThat(batch.serviceName.get(0)).isEqualTo("quotes");
        assertThat(batch.body.get(0)).isEqualTo("slow query");
        assertThat(batch.resourceSchemaUrl.get(0)).isEqualTo("https://resource");
        assertThat(batch.resourceAttributes.get(0)).containsEntry("host.name", "alpha");
        assertThat(batch.scopeSchemaUrl.get(0)).isEqualTo("https://scope");
        assertThat(batch.scopeName.get(0)).isEqualTo("io.keepwatch.test");
        assertThat(batch.scopeVersion.get(0)).isEqualTo("1.2");
        assertThat(batch.scopeAttributes.get(0)).containsExactly(entry("scope.key", "v"));
        assertThat(batch.logAttributes.get(0)).containsExactly(entry("db.namespace", "quotes"));
        assertThat(batch.eventName.get(0)).isEqualTo("db.slow");
    }

    @Test
    void a_structured_body_is_json() {
        var body = AnyValue.newBuilder().setKvlistValue(KeyValueList.newBuilder().addValues(attribute("user", "ann")));
        assertThat(translations.translate(logs(LogRecord.newBuilder().setTimeUnixNano(nanos(NOW)).setBody(body))).body.get(0)).isEqualTo("{\"user\":\"ann\"}");
    }

    @Test
    void without_a_time_the_observed_time_counts_and_without_that_now() {
        LogBatch batch = translations.translate(logs(
                log("observed", NOW).setTimeUnixNano(0).setObservedTimeUnixNano(nanos(NOW) - 7),
                log("neither", NOW).setTimeUnixNano(0)));
        assertThat(batch.timestamp.get(0)).isEqualTo(nanos(NOW) - 7);
        assertThat(batch.timestamp.get(1)).isEqualTo(nanos(NOW));
    }

    @Test
    void a_record_without_a_trace_is_one_with_empty_ids() {
        LogBatch batch = translations.translate(logs(log("none", NOW), log("zeros", NOW).setTraceId(ByteString.copyFrom(new byte[16])).setSpanId(ByteString.copyFrom(new byte[8]))));
        assertThat(batch.rows()).isEqualTo(2);
        assertThat(batch.traceId.get(0)).isEmpty();
        assertThat(batch.traceId.get(1)).isEmpty();
        assertThat(batch.spanId.get(1)).isEmpty();
    }

    @Test
    void bad_records_are_counted_and_the_others_stored() {
        LogBatch batch = translations.translate(logs(
                log("bad id", NOW).setTraceId(hex("abcdef")),
                log("too old", NOW.minus(OtlpServers.RETENTION.logs()).minusSeconds(1)),
                log("too new", NOW.plus(Duration.ofHours(25))),
                log("good", NOW).setSeverityNumberValue(77)));
        assertThat(batch.rows()).isOne();
        assertThat(batch.severityNumber.get(0)).as("no severity of OpenTelemetry").isZero();
        assertThat(translations.rejections.count(Reason.INVALID_ID)).isOne();
        assertThat(translations.rejections.count(Reason.TIME_OUTSIDE_WINDOW)).isEqualTo(2);
    }
}
