package io.keepwatch.alerting.backtest;

import java.time.Duration;

/// What one back-test may cost. Nothing is ever made coarser to keep within: a range that costs more is refused.
///
/// @param slots   evaluations
/// @param samples read from the store
/// @param time    that it may take
public record BackTestLimits(long slots, long samples, Duration time) {

    /// Two weeks at 15 seconds; what a small machine reads and counts in a minute.
    public static final BackTestLimits DEFAULT = new BackTestLimits(100_000, 100_000_000, Duration.ofMinutes(1));
}
