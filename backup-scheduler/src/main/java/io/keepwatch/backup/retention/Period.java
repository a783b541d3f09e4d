package io.keepwatch.backup.retention;

import io.keepwatch.backup.Backup.Tag;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;

/// The days, weeks and months of a plan's time zone.
final class Period {

    private Period() {}

    /// The first day of the one that `day` lies in.
    static LocalDate start(Tag tag, LocalDate day) {
        return switch (tag) {
            case DAILY -> day;
            case WEEKLY -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTHLY -> day.withDayOfMonth(1);
        };
    }

    static String name(Tag tag, LocalDate start) {
        return switch (tag) {
            case DAILY -> "the daily of " + start;
            case WEEKLY -> "the weekly of the week of " + start;
            case MONTHLY -> "the monthly of " + start.toString().substring(0, 7);
        };
    }
}
