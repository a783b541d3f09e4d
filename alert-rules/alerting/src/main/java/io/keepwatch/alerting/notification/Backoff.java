package io.keepwatch.alerting.notification;

import java.time.Duration;
import java.time.Instant;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/// How long a destination that failed is left alone: from a second to five minutes, doubled with each failure, and not all at the same moment.
final class Backoff {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    /// Nobody means more than that; a mistake of the other side must not silence us for days.
    private static final Duration LONGEST_ASKED = Duration.ofHours(1);
    private static final int DOUBLINGS = 9;

    private final DoubleSupplier random;

    /// @param random from 0 to 1
    Backoff(DoubleSupplier random) {
        this.random = random;
    }

    /// @param failures one after the other
    /// @param asked    by the other side; null when it did not
    Duration after(int failures, @Nullable Duration asked) {
        if (asked != null && asked.isPositive()) {
            return asked.compareTo(LONGEST_ASKED) < 0 ? asked : LONGEST_ASKED;
        }
        Duration doubled = FIRST.multipliedBy(1L << Math.clamp(failures - 1L, 0, DOUBLINGS));
        Duration most = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        long half = most.toMillis() / 2;
        return Duration.ofMillis(half + Math.round(half * random.getAsDouble()));
    }

    /// Whether a moment is still to come; where it is further away than anybody waits, the clock was set back.
    static boolean isAhead(Instant moment, Instant now) {
        return moment.isAfter(now) && !moment.isAfter(now.plus(LONGEST_ASKED));
    }
}
