package io.keepwatch.ui.logs;

import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.telemetry.logs.LogPosition;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/// A record's position as text: in the URL, and between the browser and the server.
final class RecordKey {

    private static final Pattern FORM = Pattern.compile("(\\d{1,11})\\.(\\d{9})-([0-9a-f]{1,16})");

    private RecordKey() {}

    static String of(LogPosition position) {
        return String.format("%d.%09d-%s", position.time().getEpochSecond(), position.time().getNano(), Long.toHexString(position.hash()));
    }

    /// Empty for a text that is no key, as a pasted URL may hold.
    static Optional<LogPosition> parse(String text) {
        var matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(new LogPosition(
                        Instant.ofEpochSecond(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2))),
                        Long.parseUnsignedLong(matcher.group(3), 16)))
                : Optional.empty();
    }

    /// The position just behind: a page that ends before it starts with the record itself.
    static LogPosition after(LogPosition position) {
        return position.hash() == -1
                ? new LogPosition(position.time().plusNanos(1), 0)
                : new LogPosition(position.time(), position.hash() + 1);
    }

    /// The one nanosecond in which the record stands.
    static TimeRange moment(LogPosition position) {
        return new TimeRange(position.time(), position.time().plusNanos(1));
    }
}
