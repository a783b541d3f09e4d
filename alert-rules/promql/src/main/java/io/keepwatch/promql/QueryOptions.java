package io.keepwatch.promql;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// How one query is evaluated.
///
/// @param lookback           how long a sample counts as the current value of its series
/// @param subqueryStep       of subqueries that name none
/// @param delayedNameRemoval a metric's name is dropped at the very end, so that the expression may still use it;
///                           off in Prometheus unless asked for
/// @param cancelled          asked now and then; true ends the query
public record QueryOptions(Duration lookback, Duration subqueryStep, boolean delayedNameRemoval, QueryLimits limits, BooleanSupplier cancelled) {

    public static final QueryOptions DEFAULT =
            new QueryOptions(Duration.ofMinutes(5), Duration.ofMinutes(1), false, QueryLimits.DEFAULT, () -> false);

    public QueryOptions withLookback(Duration other) {
        return new QueryOptions(other, subqueryStep, delayedNameRemoval, limits, cancelled);
    }

    public QueryOptions withDelayedNameRemoval(boolean delayed) {
        return new QueryOptions(lookback, subqueryStep, delayed, limits, cancelled);
    }

    public QueryOptions withLimits(QueryLimits other) {
        return new QueryOptions(lookback, subqueryStep, delayedNameRemoval, other, cancelled);
    }

    public QueryOptions withCancelled(BooleanSupplier other) {
        return new QueryOptions(lookback, subqueryStep, delayedNameRemoval, limits, other);
    }
}
