package io.keepwatch.clickhouse.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keepwatch.clickhouse.ClickHouse;
import io.keepwatch.clickhouse.ClickHouseClient;
import io.keepwatch.clickhouse.EmbeddedClickHouseExtension;
import io.keepwatch.clickhouse.series.LoadableClickHouse;
import io.keepwatch.clickhouse.series.SeriesMemory;
import io.keepwatch.clickhouse.writing.TestStore;
import io.keepwatch.promql.conformance.InMemorySeriesStore;
import io.keepwatch.telemetry.StoreUnavailableException;
import io.keepwatch.telemetry.contract.SeriesStoreContract.NoLimits;
import io.keepwatch.telemetry.series.LabelMatcher;
import io.keepwatch.telemetry.series.LabelMatcher.Operator;
import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.telemetry.series.SeriesStore;
import io.keepwatch.telemetry.series.SeriesStore.SampleColumn;
import io.keepwatch.telemetry.series.SeriesStore.Selection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(EmbeddedClickHouseExtension.class)
class MetricSealingTest {

    private static final Duration STEP = Duration.ofSeconds(15);
    private static final Instant START = Instant.now().minus(Duration.ofDays(2)).truncatedTo(ChronoUnit.HOURS);
    private static final Instant NOW = START.plus(Duration.ofHours(12));

    private final InMemorySeriesStore expected = new InMemorySeriesStore();
    private ClickHouse clickhouse;
    private TestStore database;
    private LoadableClickHouse store;
    /// What the samples are written through.
    private LoadableClickHouse remembering;

    @BeforeEach
    void open(ClickHouse clickhouse) throws InterruptedException {
        this.clickhouse = clickhouse;
        database = new TestStore(clickhouse);
        store = new LoadableClickHouse(database);
        remembering = new LoadableClickHouse(database, SeriesMemory.sole(100_000_000, Clock.fixed(NOW, ZoneOffset.UTC)));
    }

    @AfterEach
    void close() {
        database.close();
    }

    /// Each round a seal ends before another of its requests, with late, doubled and changed samples in between.
    @Test
    void nothingIsLostDoubledOrChangedWhereverASealEnds() {
        var random = new RandomSeries(20_261_121);
        int halts = 0;
        for (int requests = 0; requests < 12; requests++) {
            long from = START.plus(Duration.ofMinutes(50L * requests)).toEpochMilli();
            List<SampleColumn> scrapes = random.scrapes(12, 300, from, STEP.toMillis());
            load(scrapes);
            load(random.again(scrapes));
            halts += sealUpTo(requests) ? 0 : 1;
            assertSame("halted before request " + requests);
            load(random.again(scrapes));
            assertSame("late samples after the halt before request " + requests);
        }
        assertThat(halts).isGreaterThanOrEqualTo(5);

        sealUpTo(Integer.MAX_VALUE);

        assertSame("all sealed");
        assertThat(database.number("SELECT count() FROM metric_samples")).isZero();
        assertThat(database.number("SELECT count() FROM metric_chunks")).isPositive();
    }

    @Test
    void theViewForSqlHasEveryBitOfEverySample() {
        List<SampleColumn> scrapes = new RandomSeries(7).scrapes(40, 100, START.toEpochMilli(), STEP.toMillis());
        load(scrapes);
        String hash = """
                SELECT toString(tuple(count(), groupBitXor(cityHash64(metric, fingerprint, toUnixTimestamp64Milli(time), reinterpretAsUInt64(value)))))
                FROM metric_values""";
        String before = database.text(hash);

        sealUpTo(Integer.MAX_VALUE);

        assertThat(database.number("SELECT count() FROM metric_samples")).isZero();
        assertThat(database.text(hash)).isEqualTo(before);
    }

    @Test
    void anHourThatIsNotOverStaysInRows() {
        load(new RandomSeries(1).scrapes(1, 10, START.toEpochMilli(), STEP.toMillis()));

        assertThat(sealing(database.client()).seal(Instant.now().minus(Duration.ofMinutes(1)))).isZero();

        assertThat(database.number("SELECT count() FROM metric_chunks")).isZero();
    }

    @Test
    void whoLostTheWorkWritesNothing() {
        load(new RandomSeries(1).scrapes(1, 10, START.toEpochMilli(), STEP.toMillis()));
        var lost = new MetricSealing(database.client(), database.schema(), () -> {
            throw new IllegalStateException("taken over");
        });

        assertThatThrownBy(() -> lost.seal(inAnHour())).hasMessage("taken over");

        assertThat(database.number("SELECT count() FROM metric_chunks")).isZero();
        assertSame("nothing sealed");
    }

    @Test
    void aChunkWithoutItsInstantsIsAnErrorAndNoGap() {
        load(new RandomSeries(1).scrapes(1, 10, START.toEpochMilli(), STEP.toMillis()));
        sealUpTo(Integer.MAX_VALUE);
        database.client().execute("TRUNCATE TABLE metric_timestamps");

        assertThatThrownBy(() -> read(store)).hasMessageContaining("metric_timestamps lacks");
    }

    private void load(List<SampleColumn> series) {
        remembering.load(series);
        expected.load(series);
    }

    /// @return false when the seal ended early
    private boolean sealUpTo(int requests) {
        try (var client = new ClickHouseClient(new HaltingClickHouse(clickhouse, requests)).inDatabase(database.client().database())) {
            sealing(client).seal(inAnHour());
            return true;
        } catch (StoreUnavailableException e) {
            assertThat(e).hasMessageContaining("halted");
            return false;
        }
    }

    private MetricSealing sealing(ClickHouseClient client) {
        return new MetricSealing(client, database.schema(), () -> { });
    }

    private static Instant inAnHour() {
        return Instant.now().plus(Duration.ofHours(1));
    }

    private void assertSame(String when) {
        assertThat(read(store)).as(when).isEqualTo(read(expected));
        assertThat(read(remembering)).as(when).isEqualTo(read(expected));
        assertThat(read(remembering)).as("remembered, " + when).isEqualTo(read(expected));
    }

    private static List<String> read(SeriesStore store) {
        var all = new Selection(List.of(new LabelMatcher(Labels.NAME, Operator.MATCHES, "m.*")), 0, START.plus(Duration.ofDays(2)).toEpochMilli());
        var part = new Selection(List.of(new LabelMatcher("i", Operator.EQUAL, "3")), START.plus(Duration.ofMinutes(70)).toEpochMilli(),
                START.plus(Duration.ofMinutes(80)).toEpochMilli());
        var recent = new Selection(List.of(new LabelMatcher("i", Operator.NOT_EQUAL, "3")), START.toEpochMilli() - 1, NOW.toEpochMilli());
        return Stream.of(all, part, recent).map(selection -> text(store.select(selection, NoLimits.CONTROL))).toList();
    }

    private static String text(List<SampleColumn> columns) {
        var text = new StringBuilder();
        columns.forEach(column -> text.append(column.labels()).append(Arrays.toString(column.times()))
                .append(Arrays.toString(Arrays.stream(column.values()).mapToLong(Double::doubleToRawLongBits).toArray())).append('\n'));
        return text.toString();
    }
}
