package io.keepwatch.ingest.otlp;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.Base64;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.io.JsonStringEncoder;

/// Attribute values as text, as OpenTelemetry's ClickHouse exporter writes them: what is not text already is JSON,
/// bytes are base64, and the keys of a map are sorted.
final class AttributeText {

    private AttributeText() {}

    static String of(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
            case INT_VALUE -> Long.toString(value.getIntValue());
            case DOUBLE_VALUE -> NumberText.of(value.getDoubleValue());
            case BYTES_VALUE -> base64(value.getBytesValue());
            case ARRAY_VALUE, KVLIST_VALUE -> {
                var json = new StringBuilder();
                appendJson(value, json);
                yield json.toString();
            }
            case STRING_VALUE_STRINDEX, VALUE_NOT_SET -> "";
        };
    }

    /// Of entries with the same key the last one counts.
    static SortedMap<String, String> mapOf(List<KeyValue> attributes) {
        var map = new TreeMap<String, String>();
        for (KeyValue attribute : attributes) {
            map.put(attribute.getKey(), of(attribute.getValue()));
        }
        return map;
    }

    /// The text of one attribute, or empty when it is missing.
    static String find(List<KeyValue> attributes, String key) {
        String found = "";
        for (KeyValue attribute : attributes) {
            if (attribute.getKey().equals(key)) {
                found = of(attribute.getValue());
            }
        }
        return found;
    }

    private static void appendJson(AnyValue value, StringBuilder json) {
        switch (value.getValueCase()) {
            case STRING_VALUE -> quote(value.getStringValue(), json);
            case BOOL_VALUE -> json.append(value.getBoolValue());
            case INT_VALUE -> json.append(value.getIntValue());
            case DOUBLE_VALUE -> appendNumber(value.getDoubleValue(), json);
            case BYTES_VALUE -> quote(base64(value.getBytesValue()), json);
            case ARRAY_VALUE -> appendArray(value.getArrayValue().getValuesList(), json);
            case KVLIST_VALUE -> appendMap(value.getKvlistValue().getValuesList(), json);
            case STRING_VALUE_STRINDEX, VALUE_NOT_SET -> json.append("null");
        }
    }

    private static void appendNumber(double number, StringBuilder json) {
        if (Double.isFinite(number)) {
            json.append(NumberText.of(number));
        } else {
            quote(NumberText.of(number), json);
        }
    }

    private static void appendArray(List<AnyValue> values, StringBuilder json) {
        json.append('[');
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                json.append(',');
            }
            appendJson(values.get(i), json);
        }
        json.append(']');
    }

    private static void appendMap(List<KeyValue> entries, StringBuilder json) {
        var sorted = new TreeMap<String, AnyValue>();
        entries.forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        json.append('{');
        sorted.forEach((key, value) -> {
            if (json.charAt(json.length() - 1) != '{') {
                json.append(',');
            }
            quote(key, json);
            json.append(':');
            appendJson(value, json);
        });
        json.append('}');
    }

    private static void quote(String text, StringBuilder json) {
        json.append('"').append(JsonStringEncoder.getInstance().quoteAsCharArray(text)).append('"');
    }

    private static String base64(ByteString bytes) {
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
