package io.keepwatch.ui.page;

import io.keepwatch.telemetry.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The stretch of time a person chose, as it stands in the URL: relative to now, or fixed.
public record TimeSelection(TimePoint from, TimePoint to) {

    public static final TimeSelection LAST_HOUR = last(Duration.ofHours(1));

    static final Duration LONGEST = Duration.ofDays(400);
    static final Duration SHORTEST = Duration.ofSeconds(1);

    public static TimeSelection last(Duration length) {
        return new TimeSelection(new TimePoint.Ago(length), TimePoint.NOW);
    }

    public static TimeSelection between(Instant from, Instant to) {
        return new TimeSelection(new TimePoint.At(from), new TimePoint.At(to));
    }

    /// Reads the two parameters of a URL. Empty when `from` is missing, or when the pair cannot be read, ends before it
    /// starts, or is longer than 400 days: a pasted URL must not make the store read everything.
    public static Optional<TimeSelection> parse(@Nullable String from, @Nullable String to, Instant now) {
        return parse(from, to, now, ZoneOffset.UTC);
    }

    /// The same for what a person typed in their zone.
    public static Optional<TimeSelection> parse(@Nullable String from, @Nullable String to, Instant now, ZoneId zone) {
        if (from == null) {
            return Optional.empty();
        }
        var start = TimePoint.parse(from, zone);
        var end = to == null ? Optional.of(TimePoint.NOW) : TimePoint.parse(to, zone);
        return start.flatMap(f -> end.map(t -> new TimeSelection(f, t))).filter(selection -> selection.bounded(now));
    }

    private boolean bounded(Instant now) {
        Instant start = from.resolve(now);
        Instant end = to.resolve(now);
        // the far past and future are valid ISO but overflow the store's DateTime64(9)
        boolean representable = start.isAfter(Instant.EPOCH) && end.isBefore(now.plus(Duration.ofDays(400)));
        Duration length = Duration.between(start, end);
        return representable && length.compareTo(SHORTEST) >= 0 && length.compareTo(LONGEST) <= 0;
    }

    /// Whether it moves with the clock, so that new data can arrive in it.
    public boolean relative() {
        return to.equals(TimePoint.NOW);
    }

    public TimeRange resolve(Instant now) {
        Instant start = from.resolve(now).truncatedTo(ChronoUnit.MILLIS);
        Instant end = to.resolve(now).truncatedTo(ChronoUnit.MILLIS);
        return new TimeRange(start, end.isAfter(start) ? end : start.plus(SHORTEST));
    }

    /// The same stretch, fixed: what a copied link carries.
    public TimeSelection freeze(Instant now) {
        TimeRange range = resolve(now);
        return between(range.from(), range.to());
    }

    /// Moved by a half of its length, back (-1) or forth (1). Later than now there is nothing: there it moves with the clock.
    public TimeSelection shift(int direction, Instant now) {
        TimeRange range = resolve(now);
        Duration half = range.length().dividedBy(2).multipliedBy(direction);
        if (direction > 0 && !range.to().plus(half).isBefore(now)) {
            return last(range.length());
        }
        return between(range.from().plus(half), range.to().plus(half));
    }

    /// Twice or half as long around its middle; a relative one stays relative.
    public TimeSelection zoom(boolean out, Instant now) {
        TimeRange range = resolve(now);
        Duration length = out ? min(range.length().multipliedBy(2), LONGEST) : max(range.length().dividedBy(2), SHORTEST);
        if (relative() && from instanceof TimePoint.Ago) {
            return last(length);
        }
        Instant middle = range.from().plus(range.length().dividedBy(2));
        return between(middle.minus(length.dividedBy(2)), middle.plus(length.dividedBy(2)));
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }
}
