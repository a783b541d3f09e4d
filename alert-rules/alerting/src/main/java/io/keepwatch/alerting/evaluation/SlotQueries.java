package io.keepwatch.alerting.evaluation;

import io.keepwatch.promql.PromQlEngine;
import io.keepwatch.promql.QueryOptions;
import io.keepwatch.promql.QueryResult.Sample;
import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.telemetry.series.SeriesStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Asks what rules ask.
final class SlotQueries {

    private final SeriesStore store;
    private final QueryOptions options;
    private final Clock clock;
    private final PromQlEngine engine;
    private final @Nullable SlotAnswers answers;

    /// @param clock   only for the time limit of a query
    /// @param answers instead of the store's; null: ask it
    SlotQueries(SeriesStore store, QueryOptions options, Clock clock, @Nullable SlotAnswers answers) {
        this.store = store;
        this.options = options;
        this.clock = clock;
        this.engine = new PromQlEngine(store, clock);
        this.answers = answers;
    }

    /// A scalar is one sample without labels.
    ///
    /// @throws io.keepwatch.promql.PromQlException when the expression cannot be evaluated
    List<Sample> vector(String expression, Instant at) {
        return answers != null ? answers.vector(expression, at) : vector(engine, expression, at);
    }

    private List<Sample> vector(PromQlEngine asked, String expression, Instant at) {
        return SlotAnswers.vector(asked.instant(expression, at, options).result());
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
