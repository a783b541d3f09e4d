package io.keepwatch.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.keepwatch.promql.PromQlException.Kind;
import io.keepwatch.promql.PromQlException;
import io.keepwatch.promql.QueryLimits;
import io.keepwatch.promql.QueryResult;
import io.keepwatch.promql.conformance.InMemorySeriesStore;
import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.telemetry.series.SeriesStore.SampleColumn;
import io.keepwatch.telemetry.series.SeriesStore;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Label;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QueriesTest {

    private static final Instant NOW = Instant.ofEpochSecond(3_600);
    private static final QueryLimits LIMITS = new QueryLimits(1_000_000, 10_000, Duration.ofSeconds(60));

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final QueryMetrics metrics = new QueryMetrics(registry);
    private final QueryPool pool = new QueryPool(2);
    private SampleBudget budget = new SampleBudget(LIMITS::maxSamples);
    private final Queries queries = queries(store(20, 240), LIMITS);

    @AfterEach
    void stop() {
        pool.close();
    }

    @Test
    void a_query_is_answered_with_what_it_cost() {
        QueryRun run = queries.instant("sum(rate(requests_total[5m])) / count(requests_total)", NOW, QueryConditions.DEFAULT);

        assertThat(run.answer().result()).isInstanceOfSatisfying(QueryResult.Vector.class,
                vector -> assertThat(vector.samples()).singleElement().satisfies(sample -> assertThat(sample.value()).isEqualTo(1.0 / 15)));
        assertThat(run.reads()).extracting(QueryRun.Read::selector).containsOnly("requests_total");
        assertThat(run.reads()).extracting(QueryRun.Read::series).containsExactly(20, 20);
        assertThat(run.answer().samplesRead()).isEqualTo(run.reads().stream().mapToLong(QueryRun.Read::samples).sum()).isEqualTo(800);
        assertThat(run.executed()).isGreaterThanOrEqualTo(run.read());
        assertThat(budget.taken()).as("given back").isZero();
    }

    @Test
    void queries_are_counted_by_kind_and_outcome() {
        queries.instant("requests_total", NOW, QueryConditions.DEFAULT);
        queries.range("requests_total", NOW.minusSeconds(60), NOW, Duration.ofSeconds(15), QueryConditions.DEFAULT);
        failure(queries, "sum(", QueryConditions.DEFAULT);

        assertThat(counted("keepwatch_promql_queries", "instant", "success")).isEqualTo(1);
        assertThat(counted("keepwatch_promql_queries", "instant", "bad_data")).isEqualTo(1);
        assertThat(counted("keepwatch_promql_queries", "range", "success")).isEqualTo(1);
        assertThat(counted("keepwatch_promql_samples_read")).isGreaterThan(20);
    }

    private double counted(String name, String... labels) {
        return registry.scrape(name::equals).stream().flatMap(metric -> metric.getDataPoints().stream())
                .filter(point -> point.getLabels().stream().map(Label::getValue).toList().equals(List.of(labels)))
                .mapToDouble(point -> ((CounterDataPointSnapshot) point).getValue()).sum();
    }

    @Test
    void an_answer_counts_as_held_until_it_is_closed() {
        try (var open = queries.openRange("requests_total", NOW.minusSeconds(3_000), NOW, Duration.ofSeconds(15), QueryConditions.DEFAULT)) {
            assertThat(open.value().answer().result()).isInstanceOf(QueryResult.Matrix.class);
            assertThat(budget.taken()).isPositive();
        }
        assertThat(budget.taken()).isZero();
    }

    @Test
    void one_who_gives_up_ends_the_read_of_the_store() {
        var gone = new AtomicBoolean();
        var reading = new CountDownLatch(1);
        var interrupted = new CountDownLatch(1);
        Queries slow = queries(waiting(reading, interrupted), LIMITS);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<PromQlException> failure = callers.submit(() -> failure(slow, "up", new QueryConditions(null, null, gone::get)));
            await().until(() -> reading.getCount() == 0);
            gone.set(true);
            await().untilAsserted(() -> assertThat(failure.isDone()).isTrue());
            assertThat(failure.resultNow().kind()).isEqualTo(Kind.CANCELLED);
            await().untilAsserted(() -> assertThat(interrupted.getCount()).isZero());
        }
    }

    @Test
    void late_queries_end_in_the_store_and_in_the_queue() {
        var interrupted = new CountDownLatch(2);
        Queries slow = queries(waiting(new CountDownLatch(1), interrupted), LIMITS);
        var shortly = new QueryConditions(Duration.ofMillis(300), null, () -> false);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var long1 = callers.submit(() -> failure(slow, "up", new QueryConditions(Duration.ofSeconds(5), null, () -> false)));
            var long2 = callers.submit(() -> failure(slow, "up", new QueryConditions(Duration.ofSeconds(5), null, () -> false)));
            await().until(() -> pool.running() == 2);
            assertThat(failure(slow, "up", shortly)).hasMessage("query timed out in query queue");
            for (var late : List.of(long1, long2)) {
                await().until(late::isDone);
                assertThat(late.resultNow().kind()).isEqualTo(Kind.TIMEOUT);
            }
            await().untilAsserted(() -> assertThat(interrupted.getCount()).isZero());
        }
        assertThat(pool.waiting()).isZero();
    }

    @Test
    void a_hundred_at_once_are_all_answered_and_a_thousand_are_not_kept_waiting() {
        // an answer counts until its caller has it, and callers may be late: room for all of them
        Queries queries = queries(store(20, 240), new QueryLimits(100 * LIMITS.maxSamples(), LIMITS.maxSeries(), LIMITS.timeout()));
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<QueryRun>> answers = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                answers.add(callers.submit(() -> queries.range("sum by (instance) (rate(requests_total[5m]))", NOW.minusSeconds(1800), NOW,
                        Duration.ofSeconds(15), QueryConditions.DEFAULT)));
            }
            await().until(() -> answers.stream().allMatch(Future::isDone));
            assertThat(answers).allMatch(answer -> answer.state() == Future.State.SUCCESS);
        }
        var release = new AtomicBoolean();
        Queries slow = queries(waiting(new CountDownLatch(1), new CountDownLatch(2)), LIMITS);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var waiting = new QueryConditions(null, null, release::get);
            List<Future<PromQlException>> failures = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                failures.add(callers.submit(() -> failure(slow, "up", waiting)));
            }
            await().until(() -> failures.stream().filter(Future::isDone).count() >= 1_000 - 256 - 2);
            assertThat(failures.stream().filter(Future::isDone).map(Future::resultNow))
                    .allMatch(failure -> failure.kind() == Kind.UNAVAILABLE);
            release.set(true);
        }
    }

    @Test
    void what_is_too_large_is_refused_and_gives_its_memory_back() {
        Queries small = queries(store(200, 240), new QueryLimits(10_000, 100, Duration.ofSeconds(60)));

        assertThat(failure(small, "{__name__=~\".+\"}", QueryConditions.DEFAULT)).hasMessageContaining("more than 100 series");
        assertThat(failure(queries(store(50, 240), new QueryLimits(10_000, 100, Duration.ofSeconds(60))), "count_over_time(requests_total[1h])",
                QueryConditions.DEFAULT)).hasMessageContaining("too many samples");
        assertThat(budget.taken()).isZero();
    }

    @Test
    void several_queries_share_the_memory() {
        // each alone fits
        Queries shared = queries(store(100, 240), new QueryLimits(30_000, 1_000, Duration.ofSeconds(60)));
        var other = budget.share();
        assertThat(other.hold(60_000)).isTrue();

        assertThat(failure(shared, "count_over_time(requests_total[1h])", QueryConditions.DEFAULT).kind()).isEqualTo(Kind.UNAVAILABLE);
        other.close();
        assertThat(shared.instant("count_over_time(requests_total[1h])", NOW, QueryConditions.DEFAULT).reads()).hasSize(1);
        assertThat(other.hold(1)).as("closed").isFalse();
        assertThat(budget.taken()).isZero();
    }

    @Test
    void long_deep_and_wide_texts_end_in_an_answer() {
        assertThat(failure(queries, "(".repeat(500_000) + "1" + ")".repeat(500_000), QueryConditions.DEFAULT).kind()).isEqualTo(Kind.BAD_DATA);
        assertThat(failure(queries, "-".repeat(1_000_000) + "1", QueryConditions.DEFAULT).kind()).isEqualTo(Kind.BAD_DATA);
        assertThat(failure(queries, "a".repeat(1_000_000) + "{", QueryConditions.DEFAULT).kind()).isEqualTo(Kind.BAD_DATA);
        assertThat(failure(queries, "1" + "+1".repeat(500_000), QueryConditions.DEFAULT).kind()).isEqualTo(Kind.BAD_DATA);

        String selector = IntStream.range(0, 50_000).mapToObj(i -> "l" + i + "!=\"v" + i + "\"").collect(Collectors.joining(",", "{__name__=\"up\",", "}"));
        assertThat(queries.instant(selector, NOW, QueryConditions.DEFAULT).reads()).hasSize(1);
        String labels = IntStream.range(0, 50).mapToObj(i -> "l" + i).collect(Collectors.joining(", "));
        var wide = store(wide(2_000), 240);
        assertThat(queries(wide, LIMITS).instant("count(requests_total * on (" + labels + ", instance) group_left requests_total)", NOW,
                QueryConditions.DEFAULT).reads()).hasSize(2);
    }

    @Test
    void subqueries_over_a_year_end_at_a_limit() {
        var soon = new QueryConditions(Duration.ofSeconds(2), null, () -> false);
        for (String query : List.of(
                "max_over_time(avg_over_time(rate(requests_total[5m])[1y:1s])[1y:1s])",
                "sum_over_time(quantile_over_time(0.9, requests_total[1y:1m])[1y:1m])",
                "max_over_time(min_over_time(max_over_time(requests_total[1y:1h])[1y:1h])[1y:1h])")) {
            assertThatCode(() -> refusedOrAnswered(query, soon)).as(query).doesNotThrowAnyException();
            await().untilAsserted(() -> assertThat(pool.running()).as(query).isZero());
        }
        assertThat(budget.taken()).isZero();
    }

    private void refusedOrAnswered(String query, QueryConditions conditions) {
        try {
            queries.instant(query, NOW.plus(Duration.ofDays(365)), conditions);
        } catch (PromQlException refused) {
            assertThat(refused.kind()).isIn(Kind.EXECUTION, Kind.TIMEOUT);
        }
    }

    private Queries queries(SeriesStore store, QueryLimits limits) {
        budget = new SampleBudget(limits::maxSamples);
        return new Queries(store, Clock.systemUTC(), () -> limits, budget, pool, metrics);
    }

    private static PromQlException failure(Queries queries, String query, QueryConditions conditions) {
        return catchThrowableOfType(PromQlException.class, () -> queries.instant(query, NOW, conditions));
    }

    /// A store that does not answer before it is interrupted.
    private static SeriesStore waiting(CountDownLatch reading, CountDownLatch interrupted) {
        return (_, control, _) -> {
            reading.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException _) {
                interrupted.countDown();
                Thread.currentThread().interrupt();
            }
            control.check();
        };
    }

    private static SeriesStore store(int series, int samples) {
        return store(IntStream.range(0, series)
                .mapToObj(i -> Labels.of(Labels.NAME, "requests_total", "instance", "host-" + i)).toList(), samples);
    }

    private static List<Labels> wide(int series) {
        return IntStream.range(0, series).mapToObj(i -> {
            Labels labels = Labels.of(Labels.NAME, "requests_total", "instance", "host-" + i);
            var map = labels.toMap();
            IntStream.range(0, 50).forEach(l -> map.put("l" + l, "v" + i % 7));
            return Labels.of(map);
        }).toList();
    }

    /// One sample each 15 s until an hour after the epoch, one request each; all are read before the first is handed out.
    private static SeriesStore store(List<Labels> series, int samples) {
        var store = new InMemorySeriesStore();
        long[] times = IntStream.rangeClosed(1, samples).mapToLong(i -> NOW.toEpochMilli() - (samples - i) * 15_000L).toArray();
        double[] values = IntStream.rangeClosed(1, samples).mapToDouble(i -> i).toArray();
        store.load(series.stream().map(labels -> new SampleColumn(labels, times, values)).toList());
        return (selection, control, each) -> store.select(selection, control).forEach(each);
    }
}
