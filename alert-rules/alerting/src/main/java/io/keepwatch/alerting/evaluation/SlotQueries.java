package io.keepwatch.alerting.evaluation;

import io.keepwatch.promql.PromQlEngine;
import io.keepwatch.promql.PromQlException;
import io.keepwatch.promql.QueryOptions;
import io.keepwatch.promql.QueryResult;
import io.keepwatch.promql.QueryResult.Sample;
import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.telemetry.series.SeriesStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Asks what rules ask.
final class SlotQueries {

    private final SeriesStore store;
    private final QueryOptions options;
    private final Clock clock;
    private final PromQlEngine engine;

    /// @param clock only for the time limit of a query
    SlotQueries(SeriesStore store, QueryOptions options, Clock clock) {
        this.store = store;
        this.options = options;
        this.clock = clock;
        this.engine = new PromQlEngine(store, clock);
    }

    /// A scalar is one sample without labels.
    ///
    /// @throws io.keepwatch.promql.PromQlException when the expression cannot be evaluated
    List<Sample> vector(String expression, Instant at) {
        return vector(engine, expression, at);
    }

    private List<Sample> vector(PromQlEngine asked, String expression, Instant at) {
        return switch (asked.instant(expression, at, options).result()) {
            case QueryResult.Vector vector -> vector.samples();
            case QueryResult.Scalar scalar -> List.of(new Sample(Labels.EMPTY, scalar.timeMillis(), scalar.value()));
            case QueryResult.Matrix _, QueryResult.Text _ -> throw PromQlException.execution("rule result is not a vector or scalar");
        };
    }

    /// The label sets of what an expression returns, without the metric's name.
    Set<Labels> sources(String expression, Instant at) {
        return sources(vector(expression, at));
    }

    /// As of then, but only from series that nothing has ended until later.
    Set<Labels> unendedSources(String expression, Instant then, Instant until) {
        var unended = new PromQlEngine(new UnendedSeries(store, Duration.between(then, until)), clock);
        return sources(vector(unended, expression, then));
    }

    private static Set<Labels> sources(List<Sample> samples) {
        return samples.stream().map(sample -> sample.labels().withoutMetric()).collect(Collectors.toSet());
    }
}
