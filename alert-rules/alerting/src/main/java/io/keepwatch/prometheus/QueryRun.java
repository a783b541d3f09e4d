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
    /// @param series      with samples in the range
    /// @param remembered  series that the store had in memory, some of them perhaps without samples in the range
    /// @param took        in the store, without the evaluation of what it handed out
    public record Read(String selector, long afterMillis, long untilMillis, int series, int remembered, long samples, Duration took) {}

    /// Spent in the store.
    public Duration read() {
        return reads.stream().map(Read::took).reduce(Duration.ZERO, Duration::plus);
    }
}
