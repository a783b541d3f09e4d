package io.keepwatch.promql.syntax;

import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Numbers as PromQL writes them: decimal, hexadecimal, octal with a leading zero, underscores between digits, `Inf`, `NaN`.
final class NumberScanner {

    private static final Pattern NUMBER = Pattern.compile(
            "0[xX]_?[0-9a-fA-F]+(_[0-9a-fA-F]+)*|([0-9]+(_[0-9]+)*)?\\.?([0-9]+(_[0-9]+)*)?([eE][+-]?[0-9]+(_[0-9]+)*)?");
    private static final Pattern DURATION = Pattern.compile("([0-9]+(ms|[smhdwy]))+");
    private static final Pattern OCTAL = Pattern.compile("0[0-7]+");

    private NumberScanner() {}

    /// Where the number at `start` ends; `start` when there is none.
    static int number(String text, int start) {
        return end(NUMBER, text, start);
    }

    static int duration(String text, int start) {
        return end(DURATION, text, start);
    }

    private static int end(Pattern pattern, String text, int start) {
        Matcher matcher = pattern.matcher(text).region(start, text.length());
        return matcher.lookingAt() ? matcher.end() : start;
    }

    /// The value, or null when the text is no number.
    static @Nullable Double parse(String text) {
        String plain = text.replace("_", "").toLowerCase(Locale.ROOT);
        boolean negative = plain.startsWith("-");
        String digits = negative || plain.startsWith("+") ? plain.substring(1) : plain;
        Double value = unsigned(digits);
        // a number too great for a double is an error, and not the infinity that must be written as such
        boolean tooGreat = value != null && value.isInfinite() && !digits.startsWith("inf");
        return value == null || tooGreat ? null : negative ? -value : value;
    }

    private static @Nullable Double unsigned(String digits) {
        switch (digits) {
            case "inf", "infinity" -> {
                return Double.POSITIVE_INFINITY;
            }
            case "nan" -> {
                return Double.NaN;
            }
            default -> {
            }
        }
        try {
            if (digits.startsWith("0x")) {
                return new BigInteger(digits.substring(2), 16).doubleValue();
            }
            if (OCTAL.matcher(digits).matches()) {
                return (double) Long.parseLong(digits, 8);
            }
            return digits.isEmpty() || !Character.isDigit(digits.charAt(digits.length() - 1)) && !digits.endsWith(".") ? null : Double.valueOf(digits);
        } catch (NumberFormatException _) {
            return null; // told by the caller, with its place
        }
    }
}
