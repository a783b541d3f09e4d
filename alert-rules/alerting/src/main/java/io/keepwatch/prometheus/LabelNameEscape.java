package io.keepwatch.prometheus;

/// Label names in addresses: `U__http_2e_status` stands for `http.status`.
final class LabelNameEscape {

    private static final String PREFIX = "U__";
    private static final int LONGEST_CODE = 6;

    private LabelNameEscape() {}

    /// What does not stand for anything is taken as it is, as Prometheus does.
    static String unescape(String name) {
        if (!name.startsWith(PREFIX)) {
            return name;
        }
        var text = new StringBuilder();
        int i = PREFIX.length();
        while (i < name.length()) {
            char c = name.charAt(i++);
            if (c != '_') {
                text.append(c);
                continue;
            }
            int end = name.indexOf('_', i);
            if (end < 0) {
                return name;
            }
            if (end == i) {
                text.append('_');
            } else if (!appendCode(text, name.substring(i, end))) {
                return name;
            }
            i = end + 1;
        }
        return text.toString();
    }

    private static boolean appendCode(StringBuilder text, String hex) {
        if (hex.length() > LONGEST_CODE || !hex.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
            return false;
        }
        int code = Integer.parseInt(hex, 16);
        if (!Character.isValidCodePoint(code) || code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE) {
            return false;
        }
        text.appendCodePoint(code);
        return true;
    }
}
