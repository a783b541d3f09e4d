package io.keepwatch.prometheus;

import io.keepwatch.promql.QueryAnswer;
import java.time.Duration;
import java.util.List;

/// A query's answer and what it cost.
///
/// @param queued    waiting for its turn
/// @param executed  from its turn to the answer, reads included
/// @param reads     from the store, in the order they were made
public record QueryRun(QueryAnswer answer, Duration queued, Duration executed, List<Read> reads) {

    /// What one selector read.
    ///
    /// @param selector    its matchers as text
    /// @param afterMillis exclusive, in epoch milliseconds
    /// @param untilMillis inclusive
    public record Read(String selector, long afterMillis, long untilMillis, int series, long samples, Duration took) {}

    /// Spent in the store.
    public Duration read() {
        return reads.stream().map(Read::took).reduce(Duration.ZERO, Duration::plus);
    }
}
