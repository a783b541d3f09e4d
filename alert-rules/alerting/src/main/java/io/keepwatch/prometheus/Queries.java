package io.keepwatch.prometheus;

import io.keepwatch.promql.PromQlEngine;
import io.keepwatch.promql.PromQlException;
import io.keepwatch.promql.QueryAnswer;
import io.keepwatch.promql.QueryLimits;
import io.keepwatch.promql.QueryOptions;
import io.keepwatch.promql.QueryResult;
import io.keepwatch.promql.SampleRoom;
import io.keepwatch.telemetry.series.SeriesStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Runs PromQL queries, a few at a time: each waits for its turn, ends when it is late, too large or no longer wanted, and shares the
/// memory for samples with the others.
///
/// Every method throws [PromQlException] when the query cannot be answered (a [io.keepwatch.promql.PromQlSyntaxException] says where
/// it goes wrong) and [io.keepwatch.telemetry.StoreUnavailableException] when the store is down.
public final class Queries {

    private final SeriesStore store;
    private final Clock clock;
    private final Supplier<QueryLimits> limits;
    private final SampleBudget budget;
    private final QueryPool pool;
    private final QueryMetrics metrics;

    Queries(SeriesStore store, Clock clock, Supplier<QueryLimits> limits, SampleBudget budget, QueryPool pool, QueryMetrics metrics) {
        this.store = store;
        this.clock = clock;
        this.limits = limits;
        this.budget = budget;
        this.pool = pool;
        this.metrics = metrics;
    }

    public QueryRun instant(String query, Instant at, QueryConditions conditions) {
        try (Held<QueryRun> open = openInstant(query, at, conditions)) {
            return open.value();
        }
    }

    public QueryRun range(String query, Instant start, Instant end, Duration step, QueryConditions conditions) {
        try (Held<QueryRun> open = openRange(query, start, end, step, conditions)) {
            return open.value();
        }
    }

    /// Whose answer counts as held until it is closed: for those who write it to somebody slow.
    Held<QueryRun> openInstant(String query, Instant at, QueryConditions conditions) {
        return metrics.count("instant", () -> run(conditions, (engine, options) -> engine.instant(query, at, options)));
    }

    Held<QueryRun> openRange(String query, Instant start, Instant end, Duration step, QueryConditions conditions) {
        return metrics.count("range", () -> run(conditions, (engine, options) -> engine.range(query, start, end, step, options)));
    }

    @FunctionalInterface
    private interface Evaluation {
        QueryAnswer by(PromQlEngine engine, QueryOptions options);
    }

    private Held<QueryRun> run(QueryConditions conditions, Evaluation evaluation) {
        QueryLimits allowed = limits.get();
        Duration asked = conditions.timeout();
        Duration timeout = asked == null || asked.compareTo(allowed.timeout()) > 0 ? allowed.timeout() : asked;
        var share = budget.share();
        long arrived = System.nanoTime();
        boolean answered = false;
        try {
            QueryRun run = pool.run(timeout, conditions.givenUp(), () -> {
                var queued = Duration.ofNanos(System.nanoTime() - arrived);
                var mine = new QueryLimits(allowed.maxSamples(), allowed.maxSeries(), timeout.minus(queued));
                return evaluated(evaluation, options(mine, share, conditions.lookback()), queued);
            });
            answered = share.hold(size(run.answer().result()));
            return new Held<>(run, share);
        } finally {
            if (!answered) {
                share.close();
            }
        }
    }

    private static QueryOptions options(QueryLimits limits, SampleRoom room, @Nullable Duration lookback) {
        var options = QueryOptions.DEFAULT.withLimits(limits).withRoom(room).withCancelled(() -> Thread.currentThread().isInterrupted());
        return lookback == null ? options : options.withLookback(lookback);
    }

    private QueryRun evaluated(Evaluation evaluation, QueryOptions options, Duration queued) {
        var log = new ReadLog(store);
        long start = System.nanoTime();
        QueryAnswer answer = evaluation.by(new PromQlEngine(log, clock), options);
        return new QueryRun(answer, queued, Duration.ofNanos(System.nanoTime() - start), log.reads());
    }

    private static long size(QueryResult result) {
        return switch (result) {
            case QueryResult.Scalar _, QueryResult.Text _ -> 0;
            case QueryResult.Vector vector -> vector.samples().size();
            case QueryResult.Matrix matrix -> matrix.series().stream().mapToLong(series -> series.times().length).sum();
        };
    }
}
