package io.keepwatch.alerting.template.text;

import java.nio.charset.StandardCharsets;

/// `html`, `js`, `urlquery`.
public final class Escapes {

    private Escapes() {}

    public static String html(String text, Budget budget) {
        BoundedText to = budget.text();
        for (int i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '"' -> to.append("&#34;");
                case '\'' -> to.append("&#39;");
                case '&' -> to.append("&amp;");
                case '<' -> to.append("&lt;");
                case '>' -> to.append("&gt;");
                case '\0' -> to.append("\uFFFD");
                default -> to.append(text.charAt(i));
            }
        }
        return to.toString();
    }

    static String js(String text, Budget budget) {
        BoundedText to = budget.text();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\\' -> to.append("\\\\");
                case '\'' -> to.append("\\'");
                case '"' -> to.append("\\\"");
                case '<', '>', '&', '=' -> to.append(String.format("\\u%04X", c));
                default -> to.append(c >= ' ' && Quoting.isPrint(c) || c == 0x7f ? Character.toString(c) : String.format("\\u%04X", c));
            }
        });
        return to.toString();
    }

    /// As `url.QueryEscape`: a space is a plus sign.
    public static String urlQuery(String text) {
        StringBuilder escaped = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b == '-' || b == '_' || b == '.' || b == '~';
            escaped.append(plain ? String.valueOf((char) b) : b == ' ' ? "+" : String.format("%%%02X", b));
        }
        return escaped.toString();
    }
}
