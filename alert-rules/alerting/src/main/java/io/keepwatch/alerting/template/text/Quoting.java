package io.keepwatch.alerting.template.text;

/// Text between quotes, and characters by number, as Go's `%q` and `%#U` write them.
final class Quoting {

    private Quoting() {}

    static String quote(String text) {
        return quote(text, false);
    }

    /// @param ascii whether all other characters are escaped
    static String quote(String text, boolean ascii) {
        var quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> append(quoted, c, '"', ascii));
        return quoted.append('"').toString();
    }

    static String quoteChar(long character, boolean ascii) {
        int c = Character.isValidCodePoint((int) character) && character == (int) character ? (int) character : 0xFFFD;
        var quoted = new StringBuilder("'");
        append(quoted, c, '\'', ascii);
        return quoted.append('\'').toString();
    }

    /// `U+0040 '@'`
    static String named(int c) {
        return String.format("U+%04X", c) + (isPrint(c) ? " '" + Character.toString(c) + "'" : "");
    }

    static boolean isPrint(int c) {
        if (c == ' ') {
            return true;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SPACE_SEPARATOR -> false;
            default -> true;
        };
    }

    private static void append(StringBuilder to, int c, char quote, boolean ascii) {
        switch (c) {
            case '\u0007' -> to.append("\\a");
            case '\b' -> to.append("\\b");
            case '\f' -> to.append("\\f");
            case '\n' -> to.append("\\n");
            case '\r' -> to.append("\\r");
            case '\t' -> to.append("\\t");
            case '\u000b' -> to.append("\\v");
            case '\\' -> to.append("\\\\");
            default -> {
                if (c == quote) {
                    to.append('\\').append(quote);
                } else if (isPrint(c) && (!ascii || c < 0x80)) {
                    to.appendCodePoint(c);
                } else if (c < ' ' || c == 0x7f) {
                    to.append(String.format("\\x%02x", c));
                } else {
                    to.append(c > 0xFFFF ? String.format("\\U%08x", c) : String.format("\\u%04x", c));
                }
            }
        }
    }
}
