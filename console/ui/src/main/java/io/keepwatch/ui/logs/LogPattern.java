package io.keepwatch.ui.logs;

import io.keepwatch.telemetry.logs.LogRecord;
import io.keepwatch.telemetry.logs.Severity;
import java.time.Duration;
import java.time.Instant;

/// Lines that say the same.
///
/// @param text     what they have in common, with `<n>` and `<*>` for what varies
/// @param first    the earliest of those that were read
/// @param example  the newest of them
/// @param isNew    were it older than `first`, there would be earlier lines of it among those that were read
record LogPattern(String text, String service, Severity severity, long count, Instant first, LogRecord example, boolean isNew) {

    /// That so many earlier lines are all missing by chance happens once in twenty.
    private static final double EXPECTED = 3;

    /// @param count how often since `first`, until `to`; nothing between `from` and `first`. One line alone has no rate.
    static boolean isNew(long count, Instant from, Instant first, Instant to) {
        double seconds = Math.max(1, Duration.between(first, to).toMillis() / 1e3);
        return (count - 1) / seconds * (Duration.between(from, first).toMillis() / 1e3) >= EXPECTED;
    }

    /// The longest text between two variables: what a search finds them by.
    String phrase() {
        String longest = "";
        for (String part : text.split("<(?:n|uuid|hex|ip|\\*)>")) {
            longest = part.strip().length() > longest.length() ? part.strip() : longest;
        }
        return longest;
    }
}
