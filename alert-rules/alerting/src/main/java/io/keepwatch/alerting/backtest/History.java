package io.keepwatch.alerting.backtest;

import io.keepwatch.promql.QueryAnswer;
import java.time.Duration;
import java.time.Instant;

/// Answers PromQL from what is stored, within the limits that all queries have. Throws [io.keepwatch.promql.PromQlException] when it cannot.
public interface History {

    /// @param end inclusive
    QueryAnswer range(String expression, Instant start, Instant end, Duration step);

    QueryAnswer instant(String expression, Instant at);
}
