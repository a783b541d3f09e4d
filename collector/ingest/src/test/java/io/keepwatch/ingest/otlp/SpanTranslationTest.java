package io.keepwatch.ingest.otlp;

import static io.keepwatch.ingest.otlp.OtlpRequests.attribute;
import static io.keepwatch.ingest.otlp.OtlpRequests.hex;
import static io.keepwatch.ingest.otlp.OtlpRequests.nanos;
import static io.keepwatch.ingest.otlp.OtlpRequests.span;
import static io.keepwatch.ingest.otlp.OtlpRequests.traces;
import static io.keepwatch.ingest.otlp.Translations.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.google.protobuf.ByteString;
import io.keepwatch.ingest.Rejections.Reason;
import io.keepwatch.telemetry.batch.SpanBatch;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpanTranslationTest {

    private final Translations translations = new Translations();

    @Test
    void every_column_has_the_words_of_the_exporter() {
        SpanBatch batch = translations.translate(traces(span("GET /quotes", NOW)
                .setParentSpanId(hex("00f067aa0ba902b7"))
                .setTraceState("vendor=1")
                .addAttributes(attribute("http.route", "/quotes"))
                .setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR).setMessage("no quotes"))
                .addEvents(Span.Event.newBuilder().setTimeUnixNano(nanos(NOW) + 5).setName("exception").addAttributes(attribute("exception.type", "X")))
                .addLinks(Span.Link.newBuilder().setTraceId(hex(OtlpRequests.TRACE_ID)).setSpanId(hex("00f067aa0ba902b7")).setTraceState("l=1"))));

        assertThat(batch.rows()).isOne();
        assertThat(batch.timestamp.get(0)).isEqualTo(nanos(NOW));
        assertThat(batch.traceId.get(0)).isEqualTo(OtlpRequests.TRACE_ID);
        assertThat(batch.spanId.get(0)).isEqualTo(OtlpRequests.SPAN_ID);
        assertThat(batch.parentSpanId.get(0)).isEqualTo("00f067aa0ba902b7");
        assertThat(batch.traceState.get(0)).isEqualTo("vendor=1");
        assertThat(batch.spanName.get(0)).isEqualTo("GET /quotes");
        assertThat(batch.spanKind.get(0)).isEqualTo("Server");
        assertThat(batch.serviceName.get(0)).isEqualTo("quotes");
        assertThat(batch.resourceAttributes.get(0)).contains(entry("service.namespace", "shop"), entry("host.name", "alpha"));
        assertThat(batch.scopeName.get(0)).isEqualTo("io.keepwatch.test");
        assertThat(batch.scopeVersion.get(0)).isEqualTo("1.2");
        assertThat(batch.spanAttributes.get(0)).containsExactly(entry("http.route", "/quotes"));
        assertThat(batch.duration.get(0)).isEqualTo(1_500_000);
        assertThat(batch.statusCode.get(0)).isEqualTo("Error");
        assertThat(batch.statusMessage.get(0)).isEqualTo("no quotes");
        assertThat(batch.events.end(0)).isOne();
        assertThat(batch.events.timestamp.get(0)).isEqualTo(nanos(NOW) + 5);
        assertThat(batch.events.name.get(0)).isEqualTo("exception");
        assertThat(batch.events.attributes.get(0)).containsExactly(entry("exception.type", "X"));
        assertThat(batch.links.end(0)).isOne();
        assertThat(batch.links.spanId.get(0)).isEqualTo("00f067aa0ba902b7");
        assertThat(translations.rejections.count()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0,Unspecified", "1,Internal", "2,Server", "3,Client", "4,Producer", "5,Consumer", "99,Unspecified"})
    void kinds_are_words(int number, String word) {
        assertThat(translations.translate(traces(span("x", NOW).setKindValue(number))).spanKind.get(0)).isEqualTo(word);
    }

    @ParameterizedTest
    @CsvSource({"0,Unset", "1,Ok", "2,Error", "99,Unset"})
    void status_codes_are_words(int number, String word) {
        assertThat(translations.translate(traces(span("x", NOW).setStatus(Status.newBuilder().setCodeValue(number)))).statusCode.get(0)).isEqualTo(word);
    }

    @Test
    void a_resource_without_a_name_is_an_unknown_service() {
        var request = traces(span("x", NOW)).toBuilder();
        request.setResourceSpans(0, ResourceSpans.newBuilder(request.getResourceSpans(0)).setResource(Resource.getDefaultInstance()));
        assertThat(translations.translate(request.build()).serviceName.get(0)).isEqualTo("unknown_service");
    }

    @Test
    void all_spans_of_a_resource_have_its_attributes() {
        SpanBatch batch = translations.translate(traces(span("a", NOW), span("b", NOW), span("c", NOW)));
        assertThat(IntStream.range(0, 3).mapToObj(batch.resourceAttributes::get)).allSatisfy(resource -> assertThat(resource).hasSize(4));
    }

    @Test
    void a_span_that_ends_before_it_starts_took_no_time() {
        assertThat(translations.translate(traces(span("x", NOW).setEndTimeUnixNano(nanos(NOW) - 1))).duration.get(0)).isZero();
    }

    @Test
    void wrong_ids_reject_their_span_and_no_other() {
        SpanBatch batch = translations.translate(traces(
                span("short trace id", NOW).setTraceId(hex("abcd")),
                span("zero trace id", NOW).setTraceId(ByteString.copyFrom(new byte[16])),
                span("no span id", NOW).setSpanId(ByteString.EMPTY),
                span("zero span id", NOW).setSpanId(ByteString.copyFrom(new byte[8])),
                span("long parent", NOW).setParentSpanId(ByteString.copyFrom(new byte[16])),
                span("bad link", NOW).addLinks(Span.Link.newBuilder().setTraceId(hex("ab"))),
                span("good", NOW).setParentSpanId(ByteString.copyFrom(new byte[8]))));
        assertThat(batch.rows()).isOne();
        assertThat(batch.spanName.get(0)).isEqualTo("good");
        assertThat(batch.parentSpanId.get(0)).as("zeros mean none").isEmpty();
        assertThat(translations.rejections.count(Reason.INVALID_ID)).isEqualTo(6);
    }

    @Test
    void times_outside_what_is_kept_are_rejected() {
        Duration kept = OtlpServers.RETENTION.traces();
        SpanBatch batch = translations.translate(traces(
                span("oldest", NOW.minus(kept)),
                span("too old", NOW.minus(kept).minusNanos(1)),
                span("newest", NOW.plus(Duration.ofHours(24))),
                span("too new", NOW.plus(Duration.ofHours(24)).plusNanos(1)),
                span("never", NOW).setStartTimeUnixNano(0),
                span("end of time", NOW).setStartTimeUnixNano(-1)));
        assertThat(IntStream.range(0, batch.rows()).mapToObj(batch.spanName::get)).containsExactly("oldest", "newest");
        assertThat(translations.rejections.count(Reason.TIME_OUTSIDE_WINDOW)).isEqualTo(4);
    }

    @Test
    void long_names_and_ten_thousand_attributes_are_kept_whole() {
        String name = "名前😀 ".repeat(20_000);
        var span = span(name, NOW);
        IntStream.range(0, 10_000).forEach(i -> span.addAttributes(attribute("attribute." + i + ".ключ", "значение " + i)));
        SpanBatch batch = translations.translate(traces(span));
        assertThat(batch.spanName.get(0)).isEqualTo(name);
        assertThat(batch.spanAttributes.get(0)).hasSize(10_000).contains(entry("attribute.9999.ключ", "значение 9999"));
    }

    @Test
    void a_record_above_the_limit_is_rejected_and_not_cut() {
        SpanBatch batch = translations.translate(traces(span("x".repeat(1 << 20), NOW), span("good", NOW)));
        assertThat(batch.rows()).isOne();
        assertThat(translations.rejections.count(Reason.TOO_LARGE)).isOne();
    }

    @Test
    void a_large_resource_cannot_be_multiplied_without_limit() {
        var spans = IntStream.range(0, 1000).mapToObj(i -> span("s" + i, NOW)).toArray(Span.Builder[]::new);
        var request = traces(spans).toBuilder();
        request.getResourceSpansBuilder(0).getResourceBuilder().addAttributes(attribute("large", "x".repeat(1_000_000)));
        SpanBatch batch = translations.translate(request.build());
        assertThat(batch.bytes()).isLessThan(3L * OtlpServers.limits().unpackedBytes());
        assertThat(batch.rows() + translations.rejections.count(Reason.TOO_LARGE)).isEqualTo(1000);
    }
}
