package io.keepwatch.ui.logs;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What differs between two lines that say the same: numbers, ids, addresses.
final class MessageMask {

    private static final int LONGEST = 300;
    private static final Pattern VARIABLE = Pattern.compile(
            "(?<uuid>\\b[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\\b)"
            + "|(?<ip>\\b\\d{1,3}(?:\\.\\d{1,3}){3}(?::\\d{1,5})?\\b)"
            + "|(?<hex>\\b0x[0-9a-fA-F]+\\b|\\b(?=[0-9a-fA-F]*\\d)(?=[0-9a-fA-F]*[a-fA-F])[0-9a-fA-F]{8,}\\b)"
            + "|(?<number>(?<![\\p{Alnum}_])[+-]?\\d+(?:[.,:]\\d+)*(?=$|[^\\p{Alnum}_]|[a-zµ%]{1,2}\\b))");

    private MessageMask() {}

    /// The first line of a message, with `<n>`, `<uuid>`, `<hex>` and `<ip>` for what varies.
    static String of(String body) {
        String line = body.lines().map(String::strip).filter(text -> !text.isEmpty()).findFirst().orElse("");
        Matcher matcher = VARIABLE.matcher(line.substring(0, Math.min(LONGEST, line.length())));
        return matcher.replaceAll(found -> Matcher.quoteReplacement(
                matcher.group("uuid") != null ? "<uuid>" : matcher.group("ip") != null ? "<ip>" : matcher.group("hex") != null ? "<hex>" : "<n>"));
    }
}
