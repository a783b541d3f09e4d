package io.keepwatch.ingest.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttributeTextTest {

    @ParameterizedTest
    @CsvSource({
        "1.0, 1", "0.5, 0.5", "-0.0, 0", "1e20, 100000000000000000000", "1e21, 1e+21", "1.5e300, 1.5e+300",
        "0.000001, 0.000001", "1.25e-7, 1.25e-7", "NaN, NaN", "Infinity, +Inf", "-Infinity, -Inf", "0.1, 0.1"})
    void doubles_have_the_fewest_digits(double number, String expected) {
        assertThat(AttributeText.of(AnyValue.newBuilder().setDoubleValue(number).build())).isEqualTo(expected);
    }

    @Test
    void simple_values_are_their_text() {
        assertThat(AttributeText.of(OtlpRequests.text("a \"quoted\" text"))).isEqualTo("a \"quoted\" text");
        assertThat(AttributeText.of(AnyValue.newBuilder().setBoolValue(true).build())).isEqualTo("true");
        assertThat(AttributeText.of(AnyValue.newBuilder().setIntValue(-7).build())).isEqualTo("-7");
        assertThat(AttributeText.of(AnyValue.newBuilder().setBytesValue(ByteString.copyFrom(new byte[] {1, 2, 3})).build())).isEqualTo("AQID");
        assertThat(AttributeText.of(AnyValue.getDefaultInstance())).isEmpty();
    }

    @Test
    void compound_values_are_json_with_sorted_keys() {
        var array = ArrayValue.newBuilder()
                .addValues(OtlpRequests.text("line\nbreak \"x\" <é>"))
                .addValues(AnyValue.newBuilder().setDoubleValue(2))
                .addValues(AnyValue.newBuilder().setDoubleValue(Double.NaN))
                .addValues(AnyValue.getDefaultInstance());
        var map = KeyValueList.newBuilder()
                .addValues(OtlpRequests.attribute("z", AnyValue.newBuilder().setIntValue(1).build()))
                .addValues(OtlpRequests.attribute("a", AnyValue.newBuilder().setArrayValue(array).build()));
        assertThat(AttributeText.of(AnyValue.newBuilder().setKvlistValue(map).build()))
                .isEqualTo("{\"a\":[\"line\\nbreak \\\"x\\\" <é>\",2,\"NaN\",null],\"z\":1}");
    }

    @Test
    void of_equal_keys_the_last_one_counts() {
        assertThat(AttributeText.mapOf(List.of(OtlpRequests.attribute("k", "old"), OtlpRequests.attribute("k", "new")))).containsExactly(Map.entry("k", "new"));
    }
}
