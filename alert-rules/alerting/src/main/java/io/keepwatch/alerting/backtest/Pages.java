package io.keepwatch.alerting.backtest;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What firing alerts mean for the person on call, when each that begins to fire is a page.
///
/// @param perWeek    at the rate of the range
/// @param atNight    between 22 and 7 o'clock
/// @param timeToFire the median time from the condition to the alert; null without pages
public record Pages(int count, double perWeek, int atNight, @Nullable Duration timeToFire) {

    private static final LocalTime NIGHT = LocalTime.of(22, 0);
    private static final LocalTime MORNING = LocalTime.of(7, 0);
    private static final double WEEK = Duration.ofDays(7).toMillis();

    public static Pages of(BackTestResult result, ZoneId zone) {
        List<Firing> pages = result.firings().stream().filter(firing -> !firing.earlier()).toList();
        List<Duration> times = pages.stream().map(Firing::timeToFire).sorted().toList();
        int atNight = (int) pages.stream().map(firing -> firing.firedAt().atZone(zone).toLocalTime())
                .filter(time -> time.isBefore(MORNING) || !time.isBefore(NIGHT)).count();
        return new Pages(pages.size(), pages.size() * WEEK / result.range().length().toMillis(), atNight,
                times.isEmpty() ? null : times.get(times.size() / 2));
    }
}
