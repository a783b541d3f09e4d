package io.keepwatch.ui.page;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// Durations as Prometheus writes them, with one unit: `30s`, `5m`, `1h`, `2d`, `1w`.
final class ShortDuration {

    private static final Pattern FORM = Pattern.compile("(\\d{1,6})([smhdw])");

    private ShortDuration() {}

    static Optional<Duration> parse(String text) {
        var matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long count = Long.parseLong(matcher.group(1));
        return Optional.of(switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            case "d" -> Duration.ofDays(count);
            default -> Duration.ofDays(7 * count);
        });
    }

    /// In the largest unit that is exact.
    static String text(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        }
        if (seconds % 3600 == 0) {
            return seconds / 3600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
