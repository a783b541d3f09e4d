package io.keepwatch.promql;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/// Writes numbers, strings and label names as Prometheus does.
public final class PromQlText {

    private static final Pattern LEGACY_NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

    private PromQlText() {}

    /// Without exponent, as in the HTTP API: `1048576`, `0.000000001`, `+Inf`, `NaN`.
    public static String plain(double value) {
        if (!Double.isFinite(value)) {
            return special(value);
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
    }

    /// With exponent where it is shorter, as in messages and templates: `1.048576e+06`, `1e-09`.
    public static String general(double value) {
        if (!Double.isFinite(value) || value == 0) {
            return plain(value);
        }
        BigDecimal exact = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        String digits = exact.unscaledValue().abs().toString();
        int exponent = digits.length() - 1 - exact.scale();
        // the rule of %g in its shortest form
        if (exponent >= -4 && exponent < 6) {
            return exact.toPlainString();
        }
        return scientific(value < 0, digits, exponent);
    }

    private static String scientific(boolean negative, String digits, int exponent) {
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        String power = Integer.toString(Math.abs(exponent));
        return (negative ? "-" : "") + mantissa + "e" + (exponent < 0 ? "-" : "+") + (power.length() < 2 ? "0" : "") + power;
    }

    private static String special(double value) {
        return Double.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
    }

    /// A double-quoted string literal.
    public static String quote(String text) {
        var quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                case '\r' -> quoted.append("\\r");
                case 7 -> quoted.append("\\a");
                case '\b' -> quoted.append("\\b");
                case '\f' -> quoted.append("\\f");
                case 11 -> quoted.append("\\v");
                default -> appendReadable(quoted, c);
            }
        });
        return quoted.append('"').toString();
    }

    private static void appendReadable(StringBuilder quoted, int c) {
        if (c < 0x20 || c == 0x7f || c >= 0xDC80 && c <= 0xDCFF) {
            quoted.append(String.format("\\x%02x", c & 0xff));
        } else if (Character.isDefined(c) && !Character.isISOControl(c) && Character.getType(c) != Character.SURROGATE) {
            quoted.appendCodePoint(c);
        } else {
            quoted.append(String.format(c > 0xffff ? "\\U%08x" : "\\u%04x", c));
        }
    }

    /// The name as it stands outside quotes, or quoted when it needs UTF-8 names.
    public static String label(String name) {
        return LEGACY_NAME.matcher(name).matches() ? name : quote(name);
    }
}
