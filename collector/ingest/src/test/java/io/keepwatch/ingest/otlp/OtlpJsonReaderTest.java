package io.keepwatch.ingest.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Message;
import io.keepwatch.ingest.UnreadableDeliveryException;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpJsonReaderTest {

    private final OtlpJsonReader reader = new OtlpJsonReader(1 << 20);

    @Test
    void ids_are_hexadecimal_of_any_case() throws Exception {
        Span span = read("""
                {"traceId": "0AF7651916cd43dd8448eb211c80319c", "parentSpanId": ""}""", Span.getDefaultInstance());
        assertThat(span.getTraceId()).isEqualTo(OtlpRequests.hex("0af7651916cd43dd8448eb211c80319c"));
        assertThat(span.getParentSpanId().isEmpty()).isTrue();
    }

    @Test
    void other_bytes_are_base64_of_either_alphabet() throws Exception {
        assertThat(read("{\"bytesValue\": \"-_8=\"}", AnyValue.getDefaultInstance()).getBytesValue().toByteArray()).containsExactly(0xfb, 0xff);
        assertThat(read("{\"bytesValue\": \"+/8\"}", AnyValue.getDefaultInstance()).getBytesValue().toByteArray()).containsExactly(0xfb, 0xff);
    }

    @Test
    void whole_numbers_may_be_strings() throws Exception {
        Span span = read("""
                {"startTimeUnixNano": "1700000000000000001", "endTimeUnixNano": 18446744073709551615, "droppedEventsCount": "7"}""", Span.getDefaultInstance());
        assertThat(span.getStartTimeUnixNano()).isEqualTo(1700000000000000001L);
        assertThat(Long.toUnsignedString(span.getEndTimeUnixNano())).isEqualTo("18446744073709551615");
        assertThat(span.getDroppedEventsCount()).isEqualTo(7);
        assertThat(read("{\"intValue\": \"-9223372036854775808\"}", AnyValue.getDefaultInstance()).getIntValue()).isEqualTo(Long.MIN_VALUE);
        assertThat(read("{\"intValue\": 2.5e3}", AnyValue.getDefaultInstance()).getIntValue()).isEqualTo(2500);
    }

    @Test
    void doubles_may_be_strings_and_words() throws Exception {
        HistogramDataPoint point = read("{\"explicitBounds\": [1, \"2.5\", \"Infinity\"], \"sum\": \"NaN\", \"min\": \"-Infinity\"}", HistogramDataPoint.getDefaultInstance());
        assertThat(point.getExplicitBoundsList()).containsExactly(1.0, 2.5, Double.POSITIVE_INFINITY);
        assertThat(point.getSum()).isNaN();
        assertThat(point.getMin()).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void enumerations_are_numbers_and_unknown_ones_are_kept() throws Exception {
        assertThat(read("{\"kind\": 3}", Span.getDefaultInstance()).getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CLIENT);
        assertThat(read("{\"kind\": 99}", Span.getDefaultInstance()).getKindValue()).isEqualTo(99);
        assertThatThrownBy(() -> read("{\n \"kind\": \"SPAN_KIND_CLIENT\"}", Span.getDefaultInstance()))
                .hasMessageContaining("expected a number (OTLP's JSON has no names of enumerations) for kind at line 2, column 10");
    }

    @Test
    void unknown_and_snake_case_keys_are_skipped_and_null_means_absent() throws Exception {
        Span span = read("""
                {"name": null, "trace_state": "a=b", "future": {"deep": [[{}], 1]}, "kind": 1}""", Span.getDefaultInstance());
        assertThat(span).isEqualTo(Span.newBuilder().setKindValue(1).build());
    }

    @Test
    void text_keeps_every_unicode_character() throws Exception {
        assertThat(read("{\"stringValue\": \"\\u00e9 \\ud83d\\ude00 \\u0000 日本\"}", AnyValue.getDefaultInstance()).getStringValue()).isEqualTo("é 😀 \0 日本");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "1", "{", "{\"name\": \"x\"", "{} {}", "{\"name\": \"\u0001\"}", "{'name': 1}", "nul"})
    void what_is_not_one_json_object_is_refused(String body) {
        assertThatThrownBy(() -> read(body, Span.getDefaultInstance())).isInstanceOf(UnreadableDeliveryException.class).hasMessageContaining("Cannot decode the body as");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"traceId\": \"xyz\"}|hexadecimal digits",
        "{\"traceId\": \"abc\"}|hexadecimal digits",
        "{\"name\": 5}|a string for name",
        "{\"name\": {}}|a string for name",
        "{\"events\": {}}|an array for events",
        "{\"events\": [1]}|an object for events",
        "{\"events\": [null]}|an object for events",
        "{\"status\": []}|an object for status",
        "{\"startTimeUnixNano\": -1}|from 0 to 18446744073709551615 for startTimeUnixNano",
        "{\"startTimeUnixNano\": 18446744073709551616}|from 0 to 18446744073709551615",
        "{\"startTimeUnixNano\": 1.5}|from 0 to 18446744073709551615",
        "{\"startTimeUnixNano\": 1e999999999}|from 0 to 18446744073709551615",
        "{\"startTimeUnixNano\": \"soon\"}|a number for startTimeUnixNano",
        "{\"droppedEventsCount\": 4294967296}|from 0 to 4294967295",
        "{\"kind\": 1e99}|from -2147483648 to 2147483647"})
    void a_value_of_the_wrong_kind_is_refused_with_its_place(String body, String expected) {
        assertThatThrownBy(() -> read(body, Span.getDefaultInstance())).hasMessageContaining(expected).hasMessageContaining("at line 1, column");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"asDouble\": 1e400}", "{\"asDouble\": \"nan\"}", "{\"asDouble\": true}", "{\"asInt\": 9223372036854775808}"})
    void a_number_that_the_field_cannot_hold_is_refused(String body) {
        assertThatThrownBy(() -> read(body, NumberDataPoint.getDefaultInstance())).isInstanceOf(UnreadableDeliveryException.class);
    }

    @Test
    void depth_is_limited() {
        String nested = "{\"arrayValue\": {\"values\": [".repeat(10_000);
        assertThatThrownBy(() -> read(nested, AnyValue.getDefaultInstance())).isInstanceOf(UnreadableDeliveryException.class);
    }

    @SuppressWarnings("unchecked")
    private <M extends Message> M read(String json, M type) throws UnreadableDeliveryException {
        Message.Builder builder = type.newBuilderForType();
        reader.read(json.getBytes(StandardCharsets.UTF_8), builder);
        return (M) builder.build();
    }
}
