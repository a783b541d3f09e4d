package io.keepwatch.telemetry;

import java.math.BigDecimal;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// Durations as a search writes them: `500ms`, `1.5s`, `2m`. A number without a unit is milliseconds.
public final class SearchDuration {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,15}(?:\\.\\d{1,9})?)(ns|us|µs|μs|ms|s|m|h|)");
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

    private SearchDuration() {}

    /// Nanoseconds, or empty when the text is no duration.
    public static OptionalLong nanos(String text) {
        var matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            return OptionalLong.empty();
        }
        long unit = switch (matcher.group(2)) {
            case "ns" -> 1L;
            case "us", "µs", "μs" -> 1_000L;
            case "s" -> 1_000_000_000L;
            case "m" -> 60_000_000_000L;
            case "h" -> 3_600_000_000_000L;
            default -> 1_000_000L;
        };
        return OptionalLong.of(new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit)).min(MOST).longValue());
    }
}
