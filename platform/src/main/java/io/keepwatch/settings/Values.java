package io.keepwatch.settings;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/// How values are written, in the environment and in the file alike.
final class Values {

    private static final Pattern DURATION_PART = Pattern.compile("(\\d{1,9})(ms|s|m|h|d|w|y)");
    private static final Pattern DURATION = Pattern.compile("(" + DURATION_PART.pattern() + ")+");
    private static final Map<String, Duration> UNITS = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1),
            "w", Duration.ofDays(7),
            "y", Duration.ofDays(365));

    private Values() {}

    /// Durations as Prometheus writes them, e.g. `30d` or `1h30m`. A bare number is refused: of what?
    static Duration duration(String text) {
        if (!DURATION.matcher(text).matches()) {
            throw new IllegalArgumentException("use a duration with its unit, e.g. 30d, 12h, 1h30m or 500ms");
        }
        Duration sum = Duration.ZERO;
        var parts = DURATION_PART.matcher(text);
        while (parts.find()) {
            sum = sum.plus(UNITS.get(parts.group(2)).multipliedBy(Long.parseLong(parts.group(1))));
        }
        return sum;
    }

    static boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("use true or false");
        };
    }

    static int port(String text) {
        if (text.matches("\\d{1,5}") && Integer.parseInt(text) <= 65535) {
            return Integer.parseInt(text);
        }
        throw new IllegalArgumentException("a port is a number from 0 to 65535, and 0 means any free one");
    }
}
