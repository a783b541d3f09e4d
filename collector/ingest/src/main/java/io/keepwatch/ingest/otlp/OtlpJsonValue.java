package io.keepwatch.ingest.otlp;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads a single JSON value as what a protobuf field holds.
final class OtlpJsonValue {

    private static final Set<String> HEXADECIMAL = Set.of("trace_id", "span_id", "parent_span_id");
    private static final BigInteger UNSIGNED_END = BigInteger.ONE.shiftLeft(64);

    private OtlpJsonValue() {}

    static Object read(JsonParser parser, FieldDescriptor field) {
        return switch (field.getType()) {
            case STRING -> text(parser, field);
            case BOOL -> bool(parser, field);
            case BYTES -> HEXADECIMAL.contains(field.getName()) ? hex(parser, field) : base64(parser, field);
            case ENUM -> field.getEnumType().findValueByNumberCreatingIfUnknown(enumNumber(parser, field));
            case DOUBLE -> floating(parser, field);
            case FLOAT -> (float) floating(parser, field);
            case INT32, SINT32, SFIXED32 -> (int) whole(parser, field, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case UINT32, FIXED32 -> (int) whole(parser, field, 0, 0xFFFF_FFFFL);
            case INT64, SINT64, SFIXED64 -> whole(parser, field, Long.MIN_VALUE, Long.MAX_VALUE);
            case UINT64, FIXED64 -> unsigned(parser, field);
            case MESSAGE, GROUP -> throw new IllegalArgumentException(field.getFullName());
        };
    }

    private static String text(JsonParser parser, FieldDescriptor field) {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw expected(parser, field, "a string");
        }
        return parser.getString();
    }

    private static boolean bool(JsonParser parser, FieldDescriptor field) {
        return switch (parser.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case null, default -> throw expected(parser, field, "true or false");
        };
    }

    private static ByteString hex(JsonParser parser, FieldDescriptor field) {
        try {
            return ByteString.copyFrom(HexFormat.of().parseHex(text(parser, field)));
        } catch (IllegalArgumentException _) {
            throw expected(parser, field, "hexadecimal digits, two for each byte,");
        }
    }

    private static ByteString base64(JsonParser parser, FieldDescriptor field) {
        String text = text(parser, field).replace('-', '+').replace('_', '/');
        try {
            return ByteString.copyFrom(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException _) {
            throw expected(parser, field, "base64");
        }
    }

    private static int enumNumber(JsonParser parser, FieldDescriptor field) {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            throw expected(parser, field, "a number (OTLP's JSON has no names of enumerations)");
        }
        return (int) whole(parser, field, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private static double floating(JsonParser parser, FieldDescriptor field) {
        String text = numberText(parser, field, "a number, \"NaN\", \"Infinity\" or \"-Infinity\"");
        switch (text) {
            case "NaN":
                return Double.NaN;
            case "Infinity":
                return Double.POSITIVE_INFINITY;
            case "-Infinity":
                return Double.NEGATIVE_INFINITY;
            default:
        }
        double value = decimal(parser, field, text).doubleValue();
        if (Double.isInfinite(value)) {
            throw expected(parser, field, "a number that a double can hold");
        }
        return value;
    }

    private static long whole(JsonParser parser, FieldDescriptor field, long least, long most) {
        String range = "a whole number from %d to %d".formatted(least, most);
        try {
            long value = decimal(parser, field, numberText(parser, field, range)).longValueExact();
            if (value >= least && value <= most) {
                return value;
            }
        } catch (ArithmeticException _) {
            // a fraction, or too large: as wrong as a number outside the range
        }
        throw expected(parser, field, range);
    }

    private static long unsigned(JsonParser parser, FieldDescriptor field) {
        BigDecimal value = decimal(parser, field, numberText(parser, field, "a whole number"));
        // the digits are counted first: 1e999999999 must not be written out
        if (value.signum() >= 0 && value.precision() - (long) value.scale() <= 20 && value.stripTrailingZeros().scale() <= 0) {
            BigInteger whole = value.toBigIntegerExact();
            if (whole.compareTo(UNSIGNED_END) < 0) {
                return whole.longValue();
            }
        }
        throw expected(parser, field, "a whole number from 0 to 18446744073709551615");
    }

    private static String numberText(JsonParser parser, FieldDescriptor field, String expected) {
        return switch (parser.currentToken()) {
            case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getString();
            case null, default -> throw expected(parser, field, expected);
        };
    }

    private static BigDecimal decimal(JsonParser parser, FieldDescriptor field, String text) {
        if (text.length() > 1000) {
            throw expected(parser, field, "a number of at most 1000 digits");
        }
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException _) {
            throw expected(parser, field, "a number");
        }
    }

    private static JsonMismatchException expected(JsonParser parser, FieldDescriptor field, String what) {
        return new JsonMismatchException(parser, "expected %s for %s".formatted(what, field.getJsonName()));
    }
}
