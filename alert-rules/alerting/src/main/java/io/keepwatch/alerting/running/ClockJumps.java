package io.keepwatch.alerting.running;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/// Notices when the machine's clock is set, by a clock that nobody can set.
final class ClockJumps {

    /// Less is the slow correction of a clock that runs well.
    private static final Duration LEAST = Duration.ofSeconds(10);

    private final Clock clock;
    private final LongSupplier nanos;
    private Instant wall;
    private long steady;

    /// @param nanos as [System#nanoTime]
    ClockJumps(Clock clock, LongSupplier nanos) {
        this.clock = clock;
        this.nanos = nanos;
        this.wall = clock.instant();
        this.steady = nanos.getAsLong();
    }

    /// By how much the clock has been set since the last look, forth or back; zero when it has not.
    Duration look() {
        Instant now = clock.instant();
        long at = nanos.getAsLong();
        Duration jump = Duration.between(wall, now).minusNanos(at - steady);
        wall = now;
        steady = at;
        return jump.abs().compareTo(LEAST) < 0 ? Duration.ZERO : jump;
    }
}
