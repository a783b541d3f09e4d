package io.keepwatch.telemetry;

import java.time.Duration;
import java.time.Instant;

/// A half-open interval: `from` belongs to it, `to` does not.
public record TimeRange(Instant from, Instant to) {

    public TimeRange {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("time range must end after it starts: " + from + " … " + to);
        }
    }

    public Duration length() {
        return Duration.between(from, to);
    }

    public boolean contains(Instant instant) {
        return !instant.isBefore(from) && instant.isBefore(to);
    }
}
