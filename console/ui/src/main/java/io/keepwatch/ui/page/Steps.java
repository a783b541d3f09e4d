package io.keepwatch.ui.page;

import java.time.Duration;
import java.util.stream.LongStream;

/// Lengths of buckets that people can read: 1 s, 2 s, 5 s, 10 s, 15 s, 30 s, 1 min …
final class Steps {

    private static final long[] SECONDS = {
        1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 604_800
    };

    private Steps() {}

    /// The shortest step that cuts `length` into at most `points` buckets.
    static Duration of(Duration length, int points) {
        long least = Math.ceilDiv(length.toMillis(), 1000L * Math.max(1, points));
        return Duration.ofSeconds(LongStream.of(SECONDS).filter(s -> s >= least).findFirst().orElse(SECONDS[SECONDS.length - 1]));
    }
}
