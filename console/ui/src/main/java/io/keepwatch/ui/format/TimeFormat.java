package io.keepwatch.ui.format;

import io.keepwatch.telemetry.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Locale;

/// Times in one zone, 24 h. The zone itself stands in the top bar.
public record TimeFormat(ZoneId zone) {

    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH);
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter DAY_AND_YEAR = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter FULL = DateTimeFormatter.ofPattern("d MMM yyyy HH:mm:ss.SSS", Locale.ENGLISH);
    private static final DateTimeFormatter FIELD = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ENGLISH);

    /// 02:41
    public String minutes(Instant time) {
        return MINUTES.format(time.atZone(zone));
    }

    /// 02:41:09
    public String seconds(Instant time) {
        return SECONDS.format(time.atZone(zone));
    }

    /// 02:41:09.882
    public String millis(Instant time) {
        return MILLIS.format(time.atZone(zone));
    }

    /// 02:41 today, 19 Nov 20:41 on another day
    public String near(Instant time, Instant now) {
        return day(time).equals(day(now)) ? minutes(time) : DAY.format(time.atZone(zone)) + " " + minutes(time);
    }

    /// 20 Nov 2026 02:41:09.882 UTC: for a tooltip or a detail
    public String full(Instant time) {
        return FULL.format(time.atZone(zone)) + " " + zoneName(time);
    }

    /// What a person can edit and [io.keepwatch.ui.page.TimePoint] reads: 2026-11-20 02:41:09
    public String field(Instant time) {
        return FIELD.format(time.atZone(zone));
    }

    /// 20:41 – 02:41 UTC within a day or a night; 18 Nov 20:41 – 20 Nov 02:41 UTC otherwise
    public String range(TimeRange range) {
        boolean withSeconds = range.length().compareTo(Duration.ofMinutes(5)) < 0;
        boolean withDays = range.length().compareTo(Duration.ofHours(24)) >= 0;
        return end(range.from(), withDays, withSeconds) + " – " + end(range.to(), withDays, withSeconds)
                + " " + zoneName(range.to());
    }

    /// The same with days, for a fixed range that may be long ago.
    public String rangeWithDays(TimeRange range) {
        boolean oneDay = day(range.from()).equals(day(range.to()));
        boolean withSeconds = range.length().compareTo(Duration.ofMinutes(5)) < 0;
        return end(range.from(), true, withSeconds) + " – " + end(range.to(), !oneDay, withSeconds) + " " + zoneName(range.to());
    }

    private String end(Instant time, boolean withDay, boolean withSeconds) {
        ZonedDateTime local = time.atZone(zone);
        String clock = (withSeconds ? SECONDS : MINUTES).format(local);
        return withDay ? DAY.format(local) + " " + clock : clock;
    }

    public String date(Instant time) {
        return DAY_AND_YEAR.format(time.atZone(zone));
    }

    /// UTC, CET, +05:30
    public String zoneName(Instant at) {
        return zone.equals(ZoneOffset.UTC)
                ? "UTC"
                : DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH).format(at.atZone(zone));
    }

    /// Europe/Paris
    public String zoneTitle() {
        return zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    private LocalDate day(Instant time) {
        return time.atZone(zone).toLocalDate();
    }
}
