package io.keepwatch.alerting.routing;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.function.Predicate;

/// A set of times. Each kind of condition that is given must hold; of one kind any range will do.
///
/// @param times       minutes of the day, the end excluded
/// @param weekdays    0 is Sunday
/// @param daysOfMonth negative ones count from the end of the month
public record TimeInterval(List<Range> times, List<Range> weekdays, List<Range> daysOfMonth, List<Range> months, List<Range> years, ZoneId zone) {

    /// Both ends included, but for the minutes of a day.
    public record Range(int from, int to) {

        boolean has(int value) {
            return value >= from && value <= to;
        }
    }

    public boolean contains(Instant instant) {
        ZonedDateTime time = instant.atZone(zone);
        int minute = time.getHour() * 60 + time.getMinute();
        int days = time.toLocalDate().lengthOfMonth();
        return any(times, range -> minute >= range.from && minute < range.to)
                && any(daysOfMonth, range -> dayOfMonth(range, time.getDayOfMonth(), days))
                && any(months, range -> range.has(time.getMonthValue()))
                && any(weekdays, range -> range.has(time.getDayOfWeek().getValue() % 7))
                && any(years, range -> range.has(time.getYear()));
    }

    private static boolean any(List<Range> ranges, Predicate<Range> condition) {
        return ranges.isEmpty() || ranges.stream().anyMatch(condition);
    }

    /// A day that the month does not have is not moved into it, but an end behind it is its last day.
    private static boolean dayOfMonth(Range range, int day, int days) {
        int from = range.from < 0 ? days + range.from + 1 : range.from;
        int to = range.to < 0 ? days + range.to + 1 : range.to;
        return from <= days && day >= from && day <= Math.min(to, days);
    }
}
