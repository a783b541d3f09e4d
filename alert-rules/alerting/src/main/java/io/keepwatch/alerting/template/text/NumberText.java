package io.keepwatch.alerting.template.text;

import java.math.BigInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A number as it stands in a template. What it is, its place decides: `1` can be an int and a float.
///
/// @param whole null when it is no whole number, or none that fits
/// @param tooGreat a whole number that fits into an unsigned one only
record NumberText(String text, @Nullable Long whole, @Nullable Double real, boolean tooGreat) {

    private static final Pattern WHOLE = Pattern.compile("[+-]?(0[xX](_?[0-9a-fA-F])+|0[bB](_?[01])+|0[oO]?(_?[0-7])+|[1-9](_?[0-9])*|0)");
    private static final Pattern REAL = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");
    private static final Pattern HEX_REAL = Pattern.compile("[+-]?0[xX][0-9a-fA-F_]*\\.?[0-9a-fA-F_]*[pP][+-]?[0-9_]+");

    /// @throws IllegalArgumentException with Go's message when it is no number
    static NumberText parse(String text) {
        BigInteger value = WHOLE.matcher(text).matches() ? whole(text.replace("_", "")) : null;
        if (value != null && value.bitLength() <= Long.SIZE && (value.signum() >= 0 || value.bitLength() < Long.SIZE)) {
            boolean fits = value.bitLength() < Long.SIZE;
            return new NumberText(text, fits ? value.longValue() : null, value.doubleValue(), !fits);
        }
        boolean looksWhole = text.matches("[+-]?[0-9]+");
        if (value != null || looksWhole) {
            throw new IllegalArgumentException("integer overflow: " + Quoting.quote(text));
        }
        if (REAL.matcher(text).matches() || HEX_REAL.matcher(text).matches()) {
            double real = Double.parseDouble(text.replace("_", ""));
            boolean fits = real == Math.rint(real) && Math.abs(real) < 0x1p63;
            return new NumberText(text, fits ? (long) real : null, real, false);
        }
        throw new IllegalArgumentException("illegal number syntax: " + Quoting.quote(text));
    }

    /// Of a constant such as `'a'`.
    static NumberText ofChar(String text, int character) {
        return new NumberText(text, (long) character, (double) character, false);
    }

    /// In Go's words an ideal constant: a float when it is written as one.
    boolean writtenAsReal() {
        boolean hex = text.matches("[+-]?0[xX].*") && !text.contains("p") && !text.contains("P");
        return !hex && !text.startsWith("'") && text.matches("(?s).*[.eEpP].*");
    }

    private static BigInteger whole(String text) {
        boolean negative = text.startsWith("-");
        String digits = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
        BigInteger value;
        if (digits.length() > 1 && digits.charAt(0) == '0') {
            value = switch (digits.charAt(1)) {
                case 'x', 'X' -> new BigInteger(digits.substring(2), 16);
                case 'b', 'B' -> new BigInteger(digits.substring(2), 2);
                case 'o', 'O' -> new BigInteger(digits.substring(2), 8);
                default -> new BigInteger(digits, 8);
            };
        } else {
            value = new BigInteger(digits);
        }
        return negative ? value.negate() : value;
    }
}
