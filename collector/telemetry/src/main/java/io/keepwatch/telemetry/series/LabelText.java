package io.keepwatch.telemetry.series;

import java.util.regex.Pattern;

/// Writes strings and label names as Prometheus does.
public final class LabelText {

    private static final Pattern LEGACY_NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

    private LabelText() {}

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
