package io.keepwatch.ui.traces;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A trace's id as people paste it: bare, in groups, upper case, in a `traceparent` header, or as `trace:…`.
final class TraceId {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");

    private TraceId() {}

    static Optional<String> in(String pasted) {
        String text = pasted.strip().toLowerCase(Locale.ROOT);
        if (text.startsWith("trace:")) {
            text = text.substring(6).replace("\"", "");
        }
        var header = TRACEPARENT.matcher(text);
        if (header.matches()) {
            return Optional.of(header.group(1));
        }
        String id = text.replace("-", "").replace(" ", "");
        return ID.matcher(id).matches() ? Optional.of(id) : Optional.empty();
    }

    /// 4bf92f35…4736
    static String shortened(String id) {
        return id.length() <= 14 ? id : id.substring(0, 8) + "…" + id.substring(id.length() - 4);
    }
}
