package io.keepwatch.promql;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// How one query is evaluated.
///
/// @param lookback           how long a sample counts as the current value of its series
/// @param subqueryStep       of subqueries that name none
/// @param delayedNameRemoval a metric's name is dropped at the very end, so that the expression may still use it;
///                           off in Prometheus unless asked for
/// @param experimental       functions and modifiers that Prometheus calls experimental are not refused
/// @param cancelled          asked now and then; true ends the query
/// @param room               what several queries share, asked before this one holds more samples
public record QueryOptions(Duration lookback, Duration subqueryStep, boolean delayedNameRemoval, boolean experimental, QueryLimits limits,
                           BooleanSupplier cancelled, SampleRoom room) {

    public static final QueryOptions DEFAULT =
            new QueryOptions(Duration.ofMinutes(5), Duration.ofMinutes(1), false, false, QueryLimits.DEFAULT, () -> false, _ -> true);

    public QueryOptions withLookback(Duration other) {
        return new QueryOptions(other, subqueryStep, delayedNameRemoval, experimental, limits, cancelled, room);
    }

    public QueryOptions withDelayedNameRemoval(boolean delayed) {
        return new QueryOptions(lookback, subqueryStep, delayed, experimental, limits, cancelled, room);
    }

    public QueryOptions withExperimental(boolean allowed) {
        return new QueryOptions(lookback, subqueryStep, delayedNameRemoval, allowed, limits, cancelled, room);
    }

    public QueryOptions withLimits(QueryLimits other) {
        return new QueryOptions(lookback, subqueryStep, delayedNameRemoval, experimental, other, cancelled, room);
    }

    public QueryOptions withCancelled(BooleanSupplier other) {
        return new QueryOptions(lookback, subqueryStep, delayedNameRemoval, experimental, limits, other, room);
    }

    public QueryOptions withRoom(SampleRoom other) {
        return new QueryOptions(lookback, subqueryStep, delayedNameRemoval, experimental, limits, cancelled, other);
    }
}
