package io.keepwatch.clickhouse.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keepwatch.clickhouse.ClickHouse;
import io.keepwatch.clickhouse.EmbeddedClickHouseExtension;
import io.keepwatch.clickhouse.writing.TestStore;
import io.keepwatch.telemetry.StoreUnavailableException;
import io.keepwatch.telemetry.batch.SeriesMetadata.Temporality;
import io.keepwatch.telemetry.contract.SeriesStoreContract;
import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.telemetry.series.QueryControl;
import io.keepwatch.telemetry.series.SeriesStore;
import io.keepwatch.telemetry.series.SeriesStore.SampleColumn;
import io.keepwatch.telemetry.series.SeriesStore.Selection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/// The contract, each selection asked twice so that the second answer comes from memory; and what memory must not hide.
@ExtendWith(EmbeddedClickHouseExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RememberedSeriesStoreTest extends SeriesStoreContract {

    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(NOON).plusSeconds(60), ZoneOffset.UTC);

    private TestStore database;
    private LoadableClickHouse store;

    @BeforeAll
    void open(ClickHouse clickhouse) throws InterruptedException {
        database = new TestStore(clickhouse);
        store = new LoadableClickHouse(database, SeriesMemory.sole(10_000_000, CLOCK));
    }

    @AfterAll
    void close() {
        database.close();
    }

    @BeforeEach
    void empty() {
        store.clear(); // what the test before has stored
        store = new LoadableClickHouse(database, SeriesMemory.sole(10_000_000, CLOCK)); // one that has no doubts
    }

    @Override
    protected SeriesStore store() {
        return (selection, control, each) -> {
            store.select(selection, NoLimits.CONTROL);
            store.forEach(selection, control, each);
        };
    }

    @Override
    protected void load(List<SampleColumn> series) {
        store.load(series);
    }

    @Test
    void whatIsStoredAfterTheFirstQuestionIsInTheNextAnswer() {
        load(sample("m", "a", 0, 1));
        assertThat(remembered("m")).isZero();
        assertThat(remembered("m")).isEqualTo(1);

        load(sample("m", "a", 30_000, 2));
        load(sample("m", "b", 40_000, 3));

        assertThat(columns(-1, 60_000, is(Labels.NAME, "m"))).extracting(column -> column.labels().get("job") + Arrays.toString(column.values()))
                .containsExactly("a[1.0, 2.0]", "b[3.0]");
        assertThat(remembered("m")).isEqualTo(2);
    }

    @Test
    void anotherValueAtAKnownInstantIsReadAnew() {
        load(sample("m", "a", 0, 1));
        remembered("m");

        load(sample("m", "a", 0, 2));

        assertThat(remembered("m")).isZero();
        assertThat(columns(-1, 60_000, is(Labels.NAME, "m")).getFirst().values()).containsExactly(2);
    }

    @Test
    void anInsertOfUnknownOutcomeIsNotGuessed() {
        load(sample("m", "a", 0, 1));
        remembered("m");
        assertThat(remembered("m")).isEqualTo(1);

        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> load(sample("m", "a", 1, 2))).isInstanceOf(StoreUnavailableException.class);
        assertThat(Thread.interrupted()).isTrue();

        assertThat(remembered("m")).as("asked again").isZero();
        assertThat(remembered("m")).as("and not remembered before the insert is surely over").isZero();
    }

    @Test
    void incrementsAreAddedUpTheSameWay() {
        long[] times = new long[40];
        double[] values = new double[40];
        for (int i = 0; i < 40; i++) {
            times[i] = NOON - 600_000 + i * 15_000L;
            values[i] = i;
        }
        store.load(List.of(new SampleColumn(Labels.of(Labels.NAME, "d"), times, values)), Temporality.DELTA);

        List<SampleColumn> asked = columns(-200_000, 60_000, is(Labels.NAME, "d"));
        List<SampleColumn> again = columns(-200_000, 60_000, is(Labels.NAME, "d"));

        assertThat(again.getFirst().times()).containsExactly(asked.getFirst().times());
        assertThat(again.getFirst().values()).containsExactly(asked.getFirst().values());
    }

    @Test
    void withoutRoomClickHouseIsAsked() {
        var small = new LoadableClickHouse(database, SeriesMemory.sole(3_000, CLOCK));
        small.load(List.of(sample("m", "a", 0, 1), sample("m", "b", 0, 1), sample("m", "c", 0, 1)));
        var all = new Selection(List.of(is(Labels.NAME, "m")), NOON - 1, NOON + 60_000);

        assertThat(small.select(all, NoLimits.CONTROL)).hasSize(3);
        assertThat(small.select(all, NoLimits.CONTROL)).hasSize(3);
    }

    @Test
    void whoSharesClickHouseFindsWhatAnotherProcessHasStored() {
        var another = new LoadableClickHouse(database, SeriesMemory.shared(10_000_000, CLOCK));
        var all = new Selection(List.of(is(Labels.NAME, "m")), NOON - 1, NOON + 60_000);
        for (int i = 0; i < 3; i++) {
            load(sample("m", "job-" + i, 0, 1));
            if (i == 1) {
                database.client().execute("OPTIMIZE TABLE metric_series FINAL"); // a part by another name
            }
            assertThat(another.select(all, NoLimits.CONTROL)).hasSize(i + 1);
        }
    }

    private static SampleColumn sample(String name, String job, long millisAfterNoon, double value) {
        return new SampleColumn(Labels.of(Labels.NAME, name, "job", job), new long[] {NOON + millisAfterNoon}, new double[] {value});
    }

    private void load(SampleColumn series) {
        load(List.of(series));
    }

    /// How many of the series were in memory.
    private int remembered(String name) {
        var count = new AtomicInteger();
        store.select(new Selection(List.of(is(Labels.NAME, name)), NOON - 1, NOON + Duration.ofMinutes(1).toMillis()), new QueryControl() {
            @Override
            public void check() {}

            @Override
            public void samplesRead(int series, long samples) {}

            @Override
            public void remembered(int series) {
                count.addAndGet(series);
            }
        });
        return count.get();
    }
}
