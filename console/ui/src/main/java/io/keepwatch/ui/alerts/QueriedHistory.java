package io.keepwatch.ui.alerts;

import io.keepwatch.alerting.backtest.History;
import io.keepwatch.prometheus.Queries;
import io.keepwatch.prometheus.QueryConditions;
import io.keepwatch.promql.QueryAnswer;
import java.time.Duration;
import java.time.Instant;

/// The history as every query sees it: with its turn in the queue, its limits, and its share of the memory.
record QueriedHistory(Queries queries) implements History {

    @Override
    public QueryAnswer range(String expression, Instant start, Instant end, Duration step) {
        return queries.range(expression, start, end, step, QueryConditions.DEFAULT).answer();
    }

    @Override
    public QueryAnswer instant(String expression, Instant at) {
        return queries.instant(expression, at, QueryConditions.DEFAULT).answer();
    }
}
