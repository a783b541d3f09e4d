package io.keepwatch.alerting.template;

import io.keepwatch.alerting.template.text.FunctionException;
import io.keepwatch.alerting.template.text.GoText;
import io.keepwatch.alerting.template.text.GoTime;
import io.keepwatch.alerting.template.text.GoValue.Named;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// GoText as people read them, digit by digit as Prometheus writes them.
final class Humanize {

    private static final List<String> GREAT = List.of("k", "M", "G", "T", "P", "E", "Z", "Y");
    private static final List<String> BINARY = List.of("ki", "Mi", "Gi", "Ti", "Pi", "Ei", "Zi", "Yi");
    private static final List<String> SMALL = List.of("m", "u", "n", "p", "f", "a", "z", "y");
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*([eE][+-]?\\d+)?|\\.\\d+([eE][+-]?\\d+)?|0[xX][0-9a-fA-F]*\\.?[0-9a-fA-F]*[pP][+-]?\\d+)");
    private static final Pattern INFINITE = Pattern.compile("(?i)[+-]?inf(inity)?");

    private Humanize() {}

    /// @throws FunctionException for what is no number
    static double toNumber(@Nullable Object value) {
        return switch (value) {
            case Double number -> number;
            case Long number -> number;
            case String text -> parse(text);
            case Named named when named.type().name().equals(GoTime.DURATION.name()) && named.base() instanceof Long nanos -> nanos / 1e9;
            case null, default -> throw new FunctionException("can't convert " + (value == null ? "<nil>" : GoText.typeName(value)) + " to float");
        };
    }

    private static double parse(String text) {
        if (INFINITE.matcher(text).matches()) {
            return text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        if (text.equalsIgnoreCase("nan")) {
            return Double.NaN;
        }
        if (!NUMBER.matcher(text).matches()) {
            throw new FunctionException("strconv.ParseFloat: parsing " + GoText.quote(text) + ": invalid syntax");
        }
        double number = Double.parseDouble(text);
        if (Double.isInfinite(number)) {
            throw new FunctionException("strconv.ParseFloat: parsing " + GoText.quote(text) + ": value out of range");
        }
        return number;
    }

    static String number(double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return GoText.significant(value, 4);
        }
        return Math.abs(value) >= 1 ? scaledDown(value, 1000, GREAT) : scaledUp(value);
    }

    static String binary(double value) {
        return Math.abs(value) <= 1 || !Double.isFinite(value) ? GoText.significant(value, 4) : scaledDown(value, 1024, BINARY);
    }

    static String percentage(double value) {
        return GoText.significant(value * 100, 4) + "%";
    }

    static String duration(double value) {
        if (!Double.isFinite(value)) {
            return GoText.significant(value, 4);
        }
        if (value == 0) {
            return GoText.significant(value, 4) + "s";
        }
        if (Math.abs(value) < 1) {
            return scaledUp(value) + "s";
        }
        String sign = value < 0 ? "-" : "";
        double size = Math.abs(value);
        // where the seconds do not fit Go's conversion gives the smallest int64
        long seconds = size >= 0x1p63 ? Long.MIN_VALUE : (long) size;
        long minutes = seconds / 60;
        if (minutes == 0) {
            return sign + GoText.significant(size, 4) + "s";
        }
        String text = minutes % 60 + "m " + seconds % 60 + "s";
        if (minutes / 60 / 24 != 0) {
            return sign + minutes / 60 / 24 + "d " + minutes / 60 % 24 + "h " + text;
        }
        return sign + (minutes / 60 != 0 ? minutes / 60 % 24 + "h " : "") + text;
    }

    static String timestamp(double seconds) {
        return Double.isFinite(seconds) ? GoTime.of(instant(seconds)).text() : GoText.significant(seconds, 4);
    }

    /// To the millisecond.
    ///
    /// @throws FunctionException for an instant that nanoseconds in 64 bits do not reach
    static Instant instant(double seconds) {
        if (!Double.isFinite(seconds)) {
            throw new FunctionException("value is NaN or Inf");
        }
        double nanos = seconds * 1e9;
        if (nanos > Long.MAX_VALUE || nanos < Long.MIN_VALUE) {
            throw new FunctionException(GoText.general(seconds) + " cannot be represented as a nanoseconds timestamp since it overflows int64");
        }
        return Instant.ofEpochMilli((long) nanos / 1_000_000);
    }

    private static String scaledDown(double value, double unit, List<String> prefixes) {
        String prefix = "";
        double rest = value;
        for (int i = 0; i < prefixes.size() && Math.abs(rest) >= unit; i++) {
            prefix = prefixes.get(i);
            rest /= unit;
        }
        return GoText.significant(rest, 4) + prefix;
    }

    private static String scaledUp(double value) {
        String prefix = "";
        double rest = value;
        for (int i = 0; i < SMALL.size() && Math.abs(rest) < 1; i++) {
            prefix = SMALL.get(i);
            rest *= 1000;
        }
        return GoText.significant(rest, 4) + prefix;
    }
}
