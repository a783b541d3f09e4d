package io.keepwatch.alerting.notifier.wording;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Times and lengths of time as people read them at night.
public final class Times {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm 'UTC'", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM HH:mm 'UTC'", Locale.ENGLISH);

    private Times() {}

    /// The two largest units: `45 s`, `12 min`, `3 h 5 min`, `2 d 4 h`.
    public static String lasted(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        long minutes = seconds / 60;
        if (minutes == 0) {
            return seconds + " s";
        }
        if (minutes < 60) {
            return minutes + " min";
        }
        long hours = minutes / 60;
        return hours < 24 ? hours + " h" + rest(minutes % 60, "min") : hours / 24 + " d" + rest(hours % 24, "h");
    }

    private static String rest(long amount, String unit) {
        return amount == 0 ? "" : " " + amount + " " + unit;
    }

    /// `03:14 UTC`, with the day when it is another one.
    public static String at(Instant instant, Instant now) {
        var utc = instant.atZone(ZoneOffset.UTC);
        boolean today = utc.toLocalDate().equals(now.atZone(ZoneOffset.UTC).toLocalDate());
        return (today ? CLOCK : DAY).format(utc);
    }
}
