package io.keepwatch.telemetry;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.LongStream;

/// A range cut into buckets of equal width, each starting at a multiple of the width since 1970, so that a range that
/// moves on keeps its buckets. The first bucket may start before the range, the last may end after it.
public record TimeBuckets(Instant start, Duration width, int count) {

    private static final long[] SECONDS = {1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400};

    public TimeBuckets {
        if (!width.isPositive() || count < 1) {
            throw new IllegalArgumentException("buckets need a positive width and count: " + width + " × " + count);
        }
    }

    /// Buckets of a width people read easily (1 s, 15 s, 5 min…), at most `atMost` and one more for the ragged ends.
    public static TimeBuckets of(TimeRange range, int atMost) {
        long wanted = Math.max(1, range.length().toMillis() / Math.max(1, atMost));
        return ofWidth(range, Duration.ofMillis(readableMillis(wanted)));
    }

    public static TimeBuckets ofWidth(TimeRange range, Duration width) {
        long millis = Math.max(1, width.toMillis());
        long first = Math.floorDiv(range.from().toEpochMilli(), millis);
        long last = Math.floorDiv(range.to().minusNanos(1).toEpochMilli(), millis);
        return new TimeBuckets(Instant.ofEpochMilli(first * millis), Duration.ofMillis(millis), Math.toIntExact(last - first + 1));
    }

    public Instant startOf(int bucket) {
        return start.plus(width.multipliedBy(bucket));
    }

    /// Which bucket an instant falls into; outside 0 to `count` when it falls into none.
    public int indexOf(Instant instant) {
        return (int) Math.floorDiv(instant.toEpochMilli() - start.toEpochMilli(), width.toMillis());
    }

    public TimeRange range() {
        return new TimeRange(start, startOf(count));
    }

    private static long readableMillis(long millis) {
        if (millis <= 1_000) {
            return LongStream.of(1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000).filter(m -> m >= millis).findFirst().orElseThrow();
        }
        long day = 86_400_000;
        return LongStream.of(SECONDS).map(s -> s * 1_000).filter(m -> m >= millis).findFirst().orElse(Math.ceilDiv(millis, day) * day);
    }
}
