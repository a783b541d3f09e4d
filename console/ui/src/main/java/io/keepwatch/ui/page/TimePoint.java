package io.keepwatch.ui.page;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/// One end of a time selection: a distance from now, or a fixed instant.
public sealed interface TimePoint {

    Instant resolve(Instant now);

    /// As it stands in the URL: `now`, `now-1h` or ISO.
    String text();

    record Ago(Duration distance) implements TimePoint {
        @Override
        public Instant resolve(Instant now) {
            return now.minus(distance);
        }

        @Override
        public String text() {
            return distance.isZero() ? "now" : "now-" + ShortDuration.text(distance);
        }
    }

    record At(Instant instant) implements TimePoint {
        @Override
        public Instant resolve(Instant now) {
            return instant;
        }

        @Override
        public String text() {
            return instant.truncatedTo(ChronoUnit.MILLIS).toString();
        }
    }

    TimePoint NOW = new Ago(Duration.ZERO);

    Pattern AGO = Pattern.compile("now\\s*-\\s*(\\d{1,6}[smhdw])");

    /// Reads what stands in a URL or what a person typed: `now`, `now-1h`, `2026-11-20T02:24:02Z`, `2026-11-20 02:24`
    /// or `2026-11-20`; a time without an offset is in `zone`.
    static Optional<TimePoint> parse(String text, ZoneId zone) {
        String trimmed = text.strip();
        if (trimmed.equals("now")) {
            return Optional.of(NOW);
        }
        var ago = AGO.matcher(trimmed);
        if (ago.matches()) {
            return ShortDuration.parse(ago.group(1)).map(Ago::new);
        }
        return parseInstant(trimmed.replace(' ', 'T'), zone).map(At::new);
    }

    private static Optional<Instant> parseInstant(String text, ZoneId zone) {
        try {
            if (!text.contains("T")) {
                return Optional.of(LocalDate.parse(text).atStartOfDay(zone).toInstant());
            }
            String time = text.substring(text.indexOf('T'));
            boolean offset = time.endsWith("Z") || time.contains("+") || time.contains("-");
            return Optional.of(offset
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text).atZone(zone).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
