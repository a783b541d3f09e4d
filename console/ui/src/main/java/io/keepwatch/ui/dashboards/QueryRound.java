package io.keepwatch.ui.dashboards;

import io.keepwatch.dashboards.Substitution;
import io.keepwatch.prometheus.Queries;
import io.keepwatch.prometheus.QueryConditions;
import io.keepwatch.prometheus.QueryRun;
import io.keepwatch.telemetry.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

/// The queries of a dashboard for one moment: those that are equal are asked once.
final class QueryRound {

    /// Between two samples of a series, at most: Keepwatch's own metrics come as often, and so do most.
    private static final Duration SAMPLE = Duration.ofSeconds(15);

    private final Queries queries;
    private final TimeRange range;
    private final Duration step;
    private final Substitution texts;
    private final Map<String, Shared<QueryRun>> asked = new ConcurrentHashMap<>();

    QueryRound(Queries queries, TimeRange range, Duration step) {
        this(queries, range, step, Substitution.of(range.length(), step, SAMPLE, range.from().toEpochMilli(), range.to().toEpochMilli()));
    }

    private QueryRound(Queries queries, TimeRange range, Duration step, Substitution texts) {
        this.queries = queries;
        this.range = range;
        this.step = step;
        this.texts = texts;
    }

    /// The same moment with what was chosen for the variables.
    QueryRound with(Substitution chosen) {
        return new QueryRound(queries, range, step, chosen);
    }

    Substitution texts() {
        return texts;
    }

    TimeRange range() {
        return range;
    }

    Duration step() {
        return step;
    }

    /// Steps lie on multiples of the step, so that a line does not tremble while time goes on.
    Instant start() {
        return Instant.ofEpochMilli(Math.floorDiv(range.from().toEpochMilli(), step.toMillis()) * step.toMillis());
    }

    int points() {
        return (int) (Duration.between(start(), range.to()).toMillis() / step.toMillis()) + 1;
    }

    /// Its values at each step of the range.
    QueryRun overTime(String query) throws Exception {
        String filled = texts.fill(query);
        return once("over time " + filled, () -> queries.range(filled, start(), range.to(), step, QueryConditions.DEFAULT));
    }

    /// Its values at the end of the range.
    QueryRun atEnd(String query) throws Exception {
        String filled = texts.fill(query);
        return once("at end " + filled, () -> queries.instant(filled, range.to(), QueryConditions.DEFAULT));
    }

    private QueryRun once(String key, Callable<QueryRun> query) throws Exception {
        return asked.compute(key, (_, known) -> known != null && !known.abandoned() ? known : Shared.ask(query)).await();
    }
}
