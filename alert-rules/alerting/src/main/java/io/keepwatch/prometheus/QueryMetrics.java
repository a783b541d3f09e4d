package io.keepwatch.prometheus;

import io.keepwatch.promql.PromQlException;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// What queries tell about themselves: how many, how they ended, how long they took, what they read, what waits.
final class QueryMetrics {

    private final PrometheusRegistry registry;
    private final Counter queries;
    private final Histogram seconds;
    private final Counter samples;

    QueryMetrics(PrometheusRegistry registry) {
        this.registry = registry;
        queries = Counter.builder().name("keepwatch_promql_queries")
                .help("Queries by kind and by how they ended: success, or the error's type in Prometheus' API; unavailable ones were turned away.")
                .labelNames("kind", "outcome").register(registry);
        seconds = Histogram.builder().name("keepwatch_promql_query_seconds").help("Duration of a query, waiting for its turn included.")
                .unit(Unit.SECONDS).labelNames("kind").classicUpperBounds(.001, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 120)
                .register(registry);
        samples = Counter.builder().name("keepwatch_promql_samples_read").help("Samples that queries read from the store.").register(registry);
    }

    void observe(QueryPool pool, SampleBudget budget) {
        gauge("keepwatch_promql_queries_running", "Queries that are evaluated at this moment.", pool::running);
        gauge("keepwatch_promql_queries_waiting", "Queries that wait for their turn.", pool::waiting);
        gauge("keepwatch_promql_samples_held", "Samples that running queries hold in memory.", budget::taken);
        gauge("keepwatch_promql_samples_limit", "How many samples running queries may hold in memory together.", budget::total);
    }

    private void gauge(String name, String help, LongSupplier value) {
        GaugeWithCallback.builder().name(name).help(help).callback(callback -> callback.call(value.getAsLong())).register(registry);
    }

    Held<QueryRun> count(String kind, Supplier<Held<QueryRun>> query) {
        long start = System.nanoTime();
        String outcome = "internal";
        try {
            Held<QueryRun> run = query.get();
            outcome = "success";
            samples.inc(run.value().answer().samplesRead());
            return run;
        } catch (PromQlException e) {
            outcome = e.kind().text();
            throw e;
        } finally {
            queries.labelValues(kind, outcome).inc();
            seconds.labelValues(kind).observe(Unit.nanosToSeconds(System.nanoTime() - start));
        }
    }
}
