package io.keepwatch.quotes.telemetry;

import java.util.List;

/// Durations as the semantic conventions want them: seconds, in these buckets.
public final class Seconds {

    public static final List<Double> BUCKETS =
            List.of(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0);

    private Seconds() {}

    /// @param startNanos an earlier value of [System#nanoTime()]
    public static double since(long startNanos) {
        return (System.nanoTime() - startNanos) / 1e9;
    }
}
