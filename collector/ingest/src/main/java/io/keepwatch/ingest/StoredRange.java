package io.keepwatch.ingest;

import io.keepwatch.ingest.Rejections.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/// The times that the records of a request may have.
///
/// @param nowNanos since 1970
/// @param kept     how long records of its signal are kept
public record StoredRange(long nowNanos, Duration kept) {

    private static final Duration AHEAD = Duration.ofHours(24);

    public StoredRange(Instant now, Duration kept) {
        this(Math.addExact(Math.multiplyExact(now.getEpochSecond(), 1_000_000_000L), now.getNano()), kept);
    }

    /// Counts a record whose time is outside.
    ///
    /// @param unixNanos unsigned, as OTLP has it
    public boolean includesNanos(long unixNanos, Rejections rejections) {
        if (unixNanos >= nowNanos - kept.toNanos() && unixNanos <= nowNanos + AHEAD.toNanos()) {
            return true;
        }
        reject(Instant.ofEpochSecond(Long.divideUnsigned(unixNanos, 1_000_000_000L), Long.remainderUnsigned(unixNanos, 1_000_000_000L)), rejections);
        return false;
    }

    /// Counts a record whose time is outside.
    public boolean includesMillis(long epochMillis, Rejections rejections) {
        long now = TimeUnit.NANOSECONDS.toMillis(nowNanos);
        if (epochMillis >= now - kept.toMillis() && epochMillis <= now + AHEAD.toMillis()) {
            return true;
        }
        reject(Instant.ofEpochMilli(epochMillis), rejections);
        return false;
    }

    private void reject(Instant time, Rejections rejections) {
        rejections.add(Reason.TIME_OUTSIDE_WINDOW, "time %s is outside the stored range, which begins %s ago and ends %d h ahead"
                .formatted(time, words(kept), AHEAD.toHours()));
    }

    private static String words(Duration duration) {
        return duration.toDays() > 0 ? duration.toDays() + " d" : duration.toHours() + " h";
    }
}
