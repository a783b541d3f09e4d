package io.keepwatch.clickhouse.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.keepwatch.clickhouse.ClickHouse;
import io.keepwatch.clickhouse.EmbeddedClickHouseExtension;
import io.keepwatch.clickhouse.sql.Parameters;
import io.keepwatch.clickhouse.writing.TestStore;
import io.keepwatch.promql.PromQlEngine;
import io.keepwatch.promql.QueryOptions;
import io.keepwatch.promql.QueryResult;
import io.keepwatch.telemetry.StoreUnavailableException;
import io.keepwatch.telemetry.batch.SeriesMetadata.Temporality;
import io.keepwatch.telemetry.contract.SeriesStoreContract.NoLimits;
import io.keepwatch.telemetry.contract.SpanRow;
import io.keepwatch.telemetry.series.LabelMatcher;
import io.keepwatch.telemetry.series.LabelMatcher.Operator;
import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.telemetry.series.QueryControl;
import io.keepwatch.telemetry.series.SeriesCatalog.MetricMetadata;
import io.keepwatch.telemetry.series.SeriesCatalog.Scope;
import io.keepwatch.telemetry.series.SeriesStore.SampleColumn;
import io.keepwatch.telemetry.series.SeriesStore.Selection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What the store on ClickHouse does beside the contract: increments, spans, labels, and queries that end early.
@ExtendWith(EmbeddedClickHouseExtension.class)
class ReadingSeriesTest {

    private final Instant start = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(2));
    private TestStore database;
    private LoadableClickHouse store;
    private PromQlEngine engine;

    @BeforeEach
    void open(ClickHouse clickhouse) throws InterruptedException {
        database = new TestStore(clickhouse);
        store = new LoadableClickHouse(database);
        engine = new PromQlEngine(store, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void increaseOfIncrementsCountsTheFirstToo() {
        // five increments of 12, every ten seconds, after which the sender is silent
        store.load(List.of(column("requests_total", IntStream.range(0, 5).mapToLong(i -> 600_000 + 10_000 * i).toArray(), 12, 12, 12, 12, 12)), Temporality.DELTA);

        assertThat(value("increase(requests_total[20m])", 1_200)).isCloseTo(60, within(3.0));
        assertThat(value("requests_total", 660)).isEqualTo(60);
        assertThat(value("rate(requests_total[30s])", 640)).isCloseTo(1.2, within(1e-9));
    }

    @Test
    void ofManySeriesAFewAreReadAtATime() {
        long time = start.toEpochMilli();
        store.load(IntStream.range(0, 450).mapToObj(i -> new SampleColumn(Labels.of(Labels.NAME, "many", "i", String.valueOf(i)),
                new long[] {time, time + 1}, new double[] {i, i})).toList());
        var read = new AtomicLong();
        List<Long> readBefore = new ArrayList<>();
        Set<Labels> series = new HashSet<>();
        var counting = new QueryControl() {
            @Override
            public void check() {}

            @Override
            public void samplesRead(int series, long samples) {
                read.addAndGet(samples);
            }
        };

        // the longer the span, the fewer at a time
        store.forEach(new Selection(List.of(new LabelMatcher(Labels.NAME, Operator.EQUAL, "many")), 0, time + 1), counting, column -> {
            readBefore.add(read.get());
            assertThat(column.values()).containsOnly(Double.parseDouble(column.labels().get("i")));
            series.add(column.labels());
        });

        assertThat(series).hasSize(450);
        assertThat(readBefore).hasSize(450).contains(400L, 800L, 900L);
    }

    @Test
    void aSilentSenderOfIncrementsHasARateOfWhatItSentSince() {
        // once in ten minutes, with a cumulative counter's steady reports these would be seen; without, they must be too
        store.load(List.of(column("rare_total", new long[] {0, 600_000, 1_200_000, 1_800_000}, 1, 1, 1, 1)), Temporality.DELTA);

        assertThat(value("increase(rare_total[10m])", 1_205)).isCloseTo(1, within(0.3));
        assertThat(value("increase(rare_total[40m])", 1_810)).isCloseTo(4, within(0.5));
    }

    @Test
    void spansAreACounterAndAHistogram() {
        Instant at = start.plusSeconds(5);
        var rows = new ArrayList<SpanRow>();
        for (int i = 0; i < 60; i++) {
            rows.add(SpanRow.of("%032x".formatted(i + 1), "%016x".formatted(i + 1), "api", "GET /", at.plusSeconds(10L * i)).took(Duration.ofMillis(100)));
            rows.add(SpanRow.of("%032x".formatted(i + 1), "%016x".formatted(i + 1001), "db", "SELECT", at.plusSeconds(10L * i)).took(Duration.ofSeconds(3)));
        }
        database.writer().write(SpanRow.batch(rows));

        assertThat(value("sum(rate(traces_spanmetrics_calls_total{service=\"api\"}[5m]))", 600)).isCloseTo(0.1, within(1e-6));
        assertThat(value("sum(rate(traces_spanmetrics_duration_seconds_sum{service=\"db\"}[5m]))", 600)).isCloseTo(0.3, within(1e-6));
        assertThat(value("histogram_quantile(0.4, sum by (le) (rate(traces_spanmetrics_duration_seconds_bucket[5m])))", 600)).isBetween(0.088, 0.106);
        assertThat(value("histogram_quantile(0.9, sum by (le) (rate(traces_spanmetrics_duration_seconds_bucket[5m])))", 600)).isBetween(2.8, 3.4);
        assertThat(value("sum(rate(traces_spanmetrics_duration_seconds_bucket{le=\"+Inf\"}[5m]))", 600)).isCloseTo(0.2, within(1e-6));
    }

    /// Else an alert on failing requests would wait for up to ten seconds more.
    @Test
    void spansCountAtOnceWhileTheirTenSecondsLast() {
        String calls = "traces_spanmetrics_calls_total";
        Instant now = start.plusSeconds(605);
        database.writer().write(SpanRow.batch(IntStream.range(0, 7).mapToObj(i ->
                SpanRow.of("%032x".formatted(i + 1), "%016x".formatted(i + 1), "api", "GET /", start.plusSeconds(602))).toList()));
        var live = new LoadableClickHouse(database, SeriesMemory.shared(10_000_000, Clock.systemUTC()), Clock.fixed(now, ZoneOffset.UTC));

        var seen = (QueryResult.Vector) new PromQlEngine(live, Clock.systemUTC()).instant(calls, now, QueryOptions.DEFAULT).result();
        assertThat(seen.samples()).extracting(QueryResult.Sample::value).containsExactly(7.0);
        assertThat(value(calls, 610)).isEqualTo(7);
        assertThat(engine.instant(calls + " > 0", now, QueryOptions.DEFAULT).result()).as("long after").isEqualTo(new QueryResult.Vector(List.of()));
    }

    @Test
    void theCatalogBrowsesWhatHasSamples() {
        store.load(List.of(column("a_total", new long[] {0}, 1), column("b", new long[] {0}, 1), column("early", new long[] {-7_200_000}, 1)));
        var catalog = new ClickHouseSeriesCatalog(new ControlledReads(database.client()), Clock.systemUTC());
        long from = start.toEpochMilli();
        var all = new Scope(List.of(), from, from + 1000, 0);
        var one = new Scope(List.of(List.of(new LabelMatcher(Labels.NAME, Operator.EQUAL, "b")),
                List.of(new LabelMatcher(Labels.NAME, Operator.EQUAL, "early"))), from, from + 1000, 0);

        assertThat(catalog.series(all)).containsExactly(Labels.of(Labels.NAME, "a_total", "job", "j"), Labels.of(Labels.NAME, "b", "job", "j"));
        assertThat(catalog.series(one)).containsExactly(Labels.of(Labels.NAME, "b", "job", "j"));
        assertThat(catalog.series(new Scope(List.of(), from, from + 1000, 1))).hasSize(1);
        assertThat(catalog.labelNames(all)).containsExactly(Labels.NAME, "job");
        assertThat(catalog.labelValues(Labels.NAME, all)).containsExactly("a_total", "b");
        assertThat(catalog.labelValues("job", one)).containsExactly("j");
        assertThat(catalog.labelValues("absent", all)).isEmpty();
        assertThat(catalog.labelNames(new Scope(List.of(), 1, 1000, 0))).isEmpty();
        assertThat(catalog.metadata()).containsEntry("b", List.of(new MetricMetadata("counter", "", "")));
    }

    @Test
    void aQueryThatItsControlEndsEndsInClickHouseToo() {
        var checks = new AtomicInteger();
        var control = new QueryControl() {
            @Override
            public void check() {
                if (checks.incrementAndGet() > 5) {
                    throw new IllegalStateException("no longer wanted");
                }
            }

            @Override
            public void samplesRead(int series, long samples) {}
        };
        var reads = new ControlledReads(database.client());

        assertThatThrownBy(() -> reads.blocks("SELECT sleepEachRow(0.1), 'ended by its control' FROM numbers(500) SETTINGS max_block_size = 1",
                new Parameters(), control, _ -> { })).hasMessage("no longer wanted");

        await().atMost(Duration.ofSeconds(30)).until(() -> database.number(
                "SELECT count() FROM system.processes WHERE query LIKE '%ended by its ' || 'control%'") == 0);
    }

    @Test
    void aMatcherMayBeAsLongAsAQuery() {
        String value = "it's \\ a\tlong\none ".repeat(50_000);
        long[] times = {start.toEpochMilli()};
        store.load(List.of(new SampleColumn(Labels.of(Labels.NAME, "m", "v", value), times, new double[] {1}),
                new SampleColumn(Labels.of(Labels.NAME, "m", "v", "short"), times, new double[] {2})));

        assertThat(store.select(new Selection(List.of(new LabelMatcher("v", Operator.EQUAL, value)), times[0] - 1, times[0]), NoLimits.CONTROL))
                .extracting(column -> column.values()[0]).containsExactly(1.0);
    }

    @Test
    void anErrorAfterTheFirstRowsIsNoShortAnswer() {
        var rows = new AtomicInteger();
        assertThatThrownBy(() -> new ControlledReads(database.client()).blocks(
                "SELECT throwIf(number = 3000000, 'broken on the way') FROM numbers(5000000) SETTINGS max_block_size = 10000",
                new Parameters(), NoLimits.CONTROL, block -> rows.addAndGet(block.rows()))).isInstanceOf(RuntimeException.class);
        assertThat(rows.get()).isPositive();
    }

    @Test
    void withoutItsTablesItIsUnavailable() {
        database.client().execute("DROP TABLE metric_series SYNC");
        assertThatThrownBy(() -> value("up", 0)).isInstanceOf(StoreUnavailableException.class);
    }

    /// Times in milliseconds after the start.
    private SampleColumn column(String name, long[] times, double... values) {
        return new SampleColumn(Labels.of(Labels.NAME, name, "job", "j"), IntStream.range(0, times.length)
                .mapToLong(i -> start.toEpochMilli() + times[i]).toArray(), values);
    }

    private double value(String query, long second) {
        var answer = (QueryResult.Vector) engine.instant(query, start.plusSeconds(second), QueryOptions.DEFAULT).result();
        assertThat(answer.samples()).as(query).hasSize(1);
        return answer.samples().getFirst().value();
    }
}
