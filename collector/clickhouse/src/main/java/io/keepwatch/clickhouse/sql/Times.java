package io.keepwatch.clickhouse.sql;

import java.time.Instant;

/// Instants as ClickHouse's DateTime64(9) counts them.
public final class Times {

    private static final long SECOND = 1_000_000_000L;

    private Times() {}

    /// Saturates beyond the years 1677 and 2262.
    public static long nanos(Instant instant) {
        try {
            return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), SECOND), instant.getNano());
        } catch (ArithmeticException _) {
            return instant.getEpochSecond() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    public static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND));
    }
}
