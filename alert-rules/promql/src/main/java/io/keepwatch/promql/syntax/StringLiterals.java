package io.keepwatch.promql.syntax;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Quoted strings: `"…"` and `'…'` with Go's escapes, and raw strings in back-ticks.
public final class StringLiterals {

    private static final String SIMPLE = "abfnrtv\\";
    private static final String SIMPLE_VALUES = "\u0007\b\f\n\r\t\u000b\\";

    private StringLiterals() {}

    /// What is wrong with the escape whose character stands at `index`, right behind the back-slash.
    static @Nullable String problemOfEscape(String text, int index, int quote) {
        if (index >= text.length()) {
            return "escape sequence not terminated";
        }
        char c = text.charAt(index);
        if (SIMPLE.indexOf(c) >= 0 || c == quote) {
            return null;
        }
        int digits = digits(c);
        if (digits == 0) {
            return String.format("unknown escape sequence U+%04X '%c'", (int) c, c);
        }
        int base = c <= '7' ? 8 : 16;
        int from = base == 8 ? index : index + 1;
        long value = 0;
        for (int i = from; i < from + digits; i++) {
            if (i >= text.length()) {
                return "escape sequence not terminated";
            }
            int digit = Character.digit(text.charAt(i), base);
            if (digit < 0) {
                return String.format("illegal character U+%04X '%c' in escape sequence", (int) text.charAt(i), text.charAt(i));
            }
            value = value * base + digit;
        }
        long max = c == 'u' || c == 'U' ? Character.MAX_CODE_POINT : 255;
        return value > max || value >= 0xD800 && value < 0xE000 ? "escape sequence is an invalid Unicode code point" : null;
    }

    /// @throws IllegalArgumentException when an escape is none; the message says so
    public static String checkedUnquote(String literal) {
        char quote = literal.charAt(0);
        for (int i = 1; quote != '`' && i < literal.length() - 1; i++) {
            if (literal.charAt(i) == '\\') {
                String problem = problemOfEscape(literal, ++i, quote);
                if (problem != null) {
                    throw new IllegalArgumentException(problem);
                }
            }
        }
        return unquote(literal);
    }

    /// The value of a literal whose escapes were checked. `\x` and octal escapes are bytes, so several may make a character.
    static String unquote(String literal) {
        String body = literal.substring(1, literal.length() - 1);
        if (literal.charAt(0) == '`' || body.indexOf('\\') < 0) {
            return body;
        }
        var bytes = new ByteArrayOutputStream(body.length());
        int i = 0;
        while (i < body.length()) {
            int c = body.codePointAt(i);
            i += Character.charCount(c);
            if (c == '\\') {
                i = unescape(body, i, bytes);
            } else {
                bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        return decode(bytes.toByteArray());
    }

    private static int unescape(String body, int index, ByteArrayOutputStream bytes) {
        char c = body.charAt(index);
        int digits = digits(c);
        if (digits == 0) {
            int simple = SIMPLE.indexOf(c);
            bytes.write(simple < 0 ? c : SIMPLE_VALUES.charAt(simple));
            return index + 1;
        }
        boolean octal = c <= '7';
        int from = octal ? index : index + 1;
        int value = Integer.parseInt(body.substring(from, from + digits), octal ? 8 : 16);
        if (c == 'u' || c == 'U') {
            bytes.writeBytes(Character.toString(value).getBytes(StandardCharsets.UTF_8));
        } else {
            bytes.write(value);
        }
        return from + digits;
    }

    /// Bytes that are no UTF-8 become lone surrogates, so that they can be told from text and shown as they were.
    private static String decode(byte[] bytes) {
        var input = ByteBuffer.wrap(bytes);
        var output = CharBuffer.allocate(bytes.length);
        var decoder = StandardCharsets.UTF_8.newDecoder();
        while (decoder.decode(input, output, true).isError()) {
            output.put((char) (0xDC00 + Byte.toUnsignedInt(input.get())));
        }
        return output.flip().toString();
    }

    private static int digits(char c) {
        return switch (c) {
            case '0', '1', '2', '3', '4', '5', '6', '7' -> 3;
            case 'x' -> 2;
            case 'u' -> 4;
            case 'U' -> 8;
            default -> 0;
        };
    }
}
