package io.keepwatch.ingest.otlp;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.keepwatch.ingest.UnreadableDeliveryException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/// Reads OTLP's JSON into any generated message, by its descriptor. It is protobuf's JSON mapping with OTLP's
/// exceptions: trace and span ids are hexadecimal, enumerations are numbers only, keys are lowerCamelCase only,
/// and unknown keys are skipped.
final class OtlpJsonReader {

    /// As deep as protobuf's own parsers go.
    private static final int DEEPEST = 100;

    private final JsonFactory json;
    private final Map<Descriptor, Map<String, FieldDescriptor>> fields = new ConcurrentHashMap<>();

    OtlpJsonReader(int longestBody) {
        // a message is an object in an array: two levels of JSON for one of protobuf
        json = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(2 * DEEPEST + 2).maxStringLength(longestBody).maxNameLength(longestBody).build())
                .build();
    }

    void read(byte[] body, Message.Builder into) throws UnreadableDeliveryException {
        try (JsonParser parser = json.createParser(ObjectReadContext.empty(), body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new JsonMismatchException(parser, "expected an object");
            }
            readMessage(parser, into, 1);
            if (parser.nextToken() != null) {
                throw new JsonMismatchException(parser, "expected nothing after the object");
            }
        } catch (JsonMismatchException mismatch) {
            throw new UnreadableDeliveryException("Cannot decode the body as OTLP JSON: " + mismatch.getMessage());
        } catch (JacksonException malformed) {
            throw new UnreadableDeliveryException("Cannot decode the body as JSON: %s at line %d, column %d".formatted(
                    malformed.getOriginalMessage(), malformed.getLocation().getLineNr(), malformed.getLocation().getColumnNr()));
        }
    }

    private void readMessage(JsonParser parser, Message.Builder into, int depth) {
        if (depth > DEEPEST) {
            throw new JsonMismatchException(parser, "messages are nested deeper than " + DEEPEST);
        }
        Map<String, FieldDescriptor> known = fields.computeIfAbsent(into.getDescriptorForType(), OtlpJsonReader::byJsonName);
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            FieldDescriptor field = known.get(parser.currentName());
            JsonToken value = parser.nextToken();
            if (field == null) {
                parser.skipChildren();
            } else if (value != JsonToken.VALUE_NULL) {
                readField(parser, field, into, depth);
            }
        }
    }

    private void readField(JsonParser parser, FieldDescriptor field, Message.Builder into, int depth) {
        if (!field.isRepeated()) {
            into.setField(field, readValue(parser, field, into, depth));
            return;
        }
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw new JsonMismatchException(parser, "expected an array for " + field.getJsonName());
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            into.addRepeatedField(field, readValue(parser, field, into, depth));
        }
    }

    private Object readValue(JsonParser parser, FieldDescriptor field, Message.Builder parent, int depth) {
        if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
            return OtlpJsonValue.read(parser, field);
        }
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new JsonMismatchException(parser, "expected an object for " + field.getJsonName());
        }
        Message.Builder child = parent.newBuilderForField(field);
        readMessage(parser, child, depth + 1);
        return child.build();
    }

    private static Map<String, FieldDescriptor> byJsonName(Descriptor message) {
        return message.getFields().stream().collect(Collectors.toUnmodifiableMap(FieldDescriptor::getJsonName, Function.identity()));
    }
}
