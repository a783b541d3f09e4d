package io.keepwatch.clickhouse.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.telemetry.series.Labels;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RememberedSamplesTest {

    private final AtomicLong bytes = new AtomicLong();
    private final RememberedSamples samples = new RememberedSamples(bytes);

    @Test
    void whateverItAnswersIsWhatWasAdded() {
        var random = new Random(4);
        var expected = new TreeMap<Long, Double>();
        load(0);
        for (int i = 1; i <= 5_000; i++) {
            long time = Math.max(1, i * 15_000L - (random.nextInt(10) == 0 ? random.nextInt(1_000_000) : 0));
            double value = random.nextInt(20) == 0 ? -0.0 : random.nextInt(1_000) / 10.0;
            if (expected.putIfAbsent(time, value) == null) {
                samples.add(time, value);
            }
            if (i % 100 == 0) {
                long after = Math.max(0, i * 15_000L - random.nextInt(10_000_000));
                MergedSamples read = samples.read(new TimeSpan(after, i * 15_000L), 40_000_000);
                var column = read.column(Labels.EMPTY, new TimeSpan(after, i * 15_000L));
                var wanted = expected.subMap(after, false, i * 15_000L, true);
                assertThat(column.times()).containsExactly(wanted.keySet().stream().mapToLong(t -> t).toArray());
                assertThat(column.values()).containsExactly(wanted.values().stream().mapToDouble(v -> v).toArray());
            }
        }
    }

    @Test
    void itIsSmallerThanItsSamples() {
        load(0);
        for (int i = 1; i <= 5_760; i++) {
            samples.add(i * 15_000L + i % 7, i * 3);
            samples.read(new TimeSpan(0, Long.MAX_VALUE), Long.MAX_VALUE);
        }
        assertThat(bytes.get()).isLessThan(5_760 * 4);
    }

    @Test
    void itKeepsAsMuchAsIsAskedFor() {
        samples.loaded(samples.beginLoading(), 0, new long[0], new double[0], 1_000_000);
        for (int i = 1; i <= 1_000; i++) {
            samples.add(i * 15_000L, i);
        }
        assertThat(samples.read(new TimeSpan(14_000_000, 15_000_000), 1_000_000)).isNotNull();
        assertThat(samples.read(new TimeSpan(20, 30_000), 15_000_000)).isNull();
    }

    @Test
    void aSampleAmongPackedOnesMakesItForget() {
        load(0);
        for (int i = 1; i <= 1_000; i++) {
            samples.add(i * 15_000L, i);
        }
        assertThat(samples.read(new TimeSpan(0, 30_000), 40)).isNotNull();

        samples.add(20_000, 7);

        assertThat(samples.read(new TimeSpan(0, 30_000), 40)).isNull();
        assertThat(bytes.get()).isLessThan(1_000);
    }

    @Test
    void whatIsStoredWhileItIsReadIsKept() {
        Object loader = samples.beginLoading();
        assertThat(samples.beginLoading()).isNull();
        samples.add(30, 3);
        samples.add(20, 2);
        assertThat(samples.read(new TimeSpan(0, 40), 40)).isNull();

        samples.loaded(loader, 0, new long[] {10, 20}, new double[] {1, 2}, 40);

        assertThat(samples.read(new TimeSpan(0, 40), 40).times()).containsExactly(10, 20, 30);
        assertThat(samples.read(new TimeSpan(-1, 40), 40)).as("begins earlier than what is known").isNull();
    }

    @Test
    void whatWasReadBeforeADoubtIsNotBelieved() {
        Object loader = samples.beginLoading();
        samples.forget();
        Object next = samples.beginLoading();

        samples.loaded(loader, 0, new long[] {10}, new double[] {1}, 40);

        assertThat(samples.read(new TimeSpan(0, 40), 40)).isNull();
        samples.loadingEnded(next);
        samples.drop();
        assertThat(bytes.get()).isZero();
    }

    private void load(long after) {
        samples.loaded(samples.beginLoading(), after, new long[0], new double[0], 40_000_000);
    }
}
