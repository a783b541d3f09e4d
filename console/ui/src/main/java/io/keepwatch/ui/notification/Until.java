package io.keepwatch.ui.notification;

import io.keepwatch.promql.PromQlText;
import io.keepwatch.ui.page.TimePoint;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/// When a silence ends, as a person says it: a while (`4h`, `1h30m`), or a time (`2026-11-21 08:00`, `08:00` for the next one).
final class Until {

    private static final LocalTime MORNING = LocalTime.of(8, 0);
    /// A morning that is nearer than this is not what somebody means who wants to sleep.
    private static final Duration SLEEP = Duration.ofHours(1);

    private Until() {}

    /// What is offered, and the text that stands for it.
    record Choice(String words, String text) {}

    static List<Choice> choices(Instant now, ZoneId zone) {
        ZonedDateTime morning = morning(now, zone);
        boolean today = morning.toLocalDate().equals(now.atZone(zone).toLocalDate());
        return List.of(new Choice("1 h", "1h"), new Choice("4 h", "4h"), new Choice("1 d", "1d"), new Choice("1 w", "1w"),
                new Choice(today ? "until 08:00" : "until tomorrow 08:00", morning.toLocalDate() + " 08:00"));
    }

    private static ZonedDateTime morning(Instant now, ZoneId zone) {
        ZonedDateTime morning = now.atZone(zone).with(MORNING);
        return morning.toInstant().isBefore(now.plus(SLEEP)) ? now.atZone(zone).plusDays(1).with(MORNING) : morning;
    }

    /// Empty when it is neither, or when it is past.
    ///
    /// @param start from which a while counts
    static Optional<Instant> parse(String text, Instant start, Instant now, ZoneId zone) {
        String typed = text.strip();
        return duration(typed).map(start::plus).or(() -> clock(typed, now, zone)).or(() -> TimePoint.parse(typed, zone).map(point -> point.resolve(now)))
                .filter(end -> end.isAfter(now) && end.isAfter(start));
    }

    private static Optional<Duration> duration(String text) {
        try {
            return Optional.of(Duration.ofMillis(PromQlText.durationMillis(text.replace(" ", ""))));
        } catch (IllegalArgumentException _) {
            return Optional.empty(); // it may be a time
        }
    }

    private static Optional<Instant> clock(String text, Instant now, ZoneId zone) {
        if (!text.matches("([01]?\\d|2[0-3]):[0-5]\\d")) {
            return Optional.empty();
        }
        String[] parts = text.split(":");
        ZonedDateTime at = now.atZone(zone).with(LocalTime.of(Integer.parseInt(parts[0]), Integer.parseInt(parts[1])));
        return Optional.of((at.toInstant().isAfter(now) ? at : at.plusDays(1)).toInstant());
    }
}
