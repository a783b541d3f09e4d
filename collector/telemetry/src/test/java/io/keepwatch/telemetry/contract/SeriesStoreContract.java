package io.keepwatch.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keepwatch.telemetry.batch.MetricBatch;
import io.keepwatch.telemetry.series.LabelMatcher;
import io.keepwatch.telemetry.series.LabelMatcher.Operator;
import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.telemetry.series.QueryControl;
import io.keepwatch.telemetry.series.SeriesStore;
import io.keepwatch.telemetry.series.SeriesStore.SampleColumn;
import io.keepwatch.telemetry.series.SeriesStore.Selection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every [SeriesStore] must do.
public abstract class SeriesStoreContract {

    /// Of yesterday's noon, so that a store that forgets what is old keeps it.
    protected static final long NOON = TelemetryContract.NOON.toEpochMilli();

    /// Empty at the beginning of each test.
    protected abstract SeriesStore store();

    /// Adds samples; what is loaded later is newer.
    protected abstract void load(List<SampleColumn> series);

    @Test
    void aSelectionBeginsAfterItsStartAndEndsWithItsEnd() {
        load("m", List.of("job", "a"), 0, 1, 10, 2, 20, 3);
        assertThat(select(0, 10, is(Labels.NAME, "m"))).containsExactly("{__name__=\"m\", job=\"a\"} 10=2.0");
        assertThat(select(-1, 20, is(Labels.NAME, "m"))).containsExactly("{__name__=\"m\", job=\"a\"} 0=1.0 10=2.0 20=3.0");
        assertThat(select(20, 30, is(Labels.NAME, "m"))).isEmpty();
        assertThat(select(10, 10, is(Labels.NAME, "m"))).isEmpty();
        assertThat(select(20, 0, is(Labels.NAME, "m"))).isEmpty();
    }

    @Test
    void seriesComeInTheOrderOfTheirLabelsEachOnce() {
        load("b", List.of("job", "a"), 0, 1);
        load("a", List.of("job", "b"), 0, 1);
        load("a", List.of("job", "a", "x", "1"), 0, 1);
        load("a", List.of("job", "a", "x", "1"), 5, 2);
        assertThat(select(-1, 10, matcher(Labels.NAME, Operator.MATCHES, "a|b"))).containsExactly(
                "{__name__=\"a\", job=\"a\", x=\"1\"} 0=1.0 5=2.0", "{__name__=\"a\", job=\"b\"} 0=1.0", "{__name__=\"b\", job=\"a\"} 0=1.0");
    }

    @Test
    void theNewestOfSeveralSamplesAtOneInstantCounts() {
        load("m", List.of(), 0, 9, 10, 2, 20, 3);
        load("m", List.of(), 10, 1, 30, 4);
        load("m", List.of(), 0, 1, 20, 3);
        assertThat(select(-1, 30, is(Labels.NAME, "m"))).containsExactly("{__name__=\"m\"} 0=1.0 10=1.0 20=3.0 30=4.0");
    }

    @Test
    void samplesMayComeInAnyOrder() {
        load("m", List.of(), 20, 3);
        load("m", List.of(), 0, 1, 40, 5);
        load("m", List.of(), 10, 2, 30, 4);
        assertThat(select(-1, 40, is(Labels.NAME, "m"))).containsExactly("{__name__=\"m\"} 0=1.0 10=2.0 20=3.0 30=4.0 40=5.0");
    }

    @Test
    void everyBitOfAValueIsKept() {
        double[] values = {MetricBatch.STALE_MARKER, Double.NaN, Double.longBitsToDouble(0x7ff8000000000001L), Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY, -0.0, 0.0, Double.MIN_VALUE, -Double.MAX_VALUE, 0.1, 1e300, 1.0 / 3};
        long[] times = IntStream.range(0, values.length).mapToLong(i -> NOON + i).toArray();
        load(List.of(new SampleColumn(Labels.of(Labels.NAME, "bits"), times, values)));
        SampleColumn read = columns(-1, 100, is(Labels.NAME, "bits")).getFirst();
        assertThat(read.times()).containsExactly(times);
        assertThat(Arrays.stream(read.values()).mapToObj(Double::doubleToRawLongBits))
                .containsExactlyElementsOf(Arrays.stream(values).mapToObj(Double::doubleToRawLongBits).toList());
    }

    @Test
    void aLabelThatASeriesLacksIsEmpty() {
        load("m", List.of("job", "a"), 0, 1);
        load("m", List.of(), 0, 2);
        assertThat(select(-1, 0, is("job", ""))).containsExactly("{__name__=\"m\"} 0=2.0");
        assertThat(select(-1, 0, is(Labels.NAME, "m"), matcher("job", Operator.NOT_EQUAL, ""))).containsExactly("{__name__=\"m\", job=\"a\"} 0=1.0");
        assertThat(select(-1, 0, is(Labels.NAME, "m"), matcher("job", Operator.MATCHES, "a?"))).hasSize(2);
        assertThat(select(-1, 0, is(Labels.NAME, "m"), matcher("job", Operator.NOT_MATCHES, "a?"))).isEmpty();
        assertThat(select(-1, 0, is(Labels.NAME, "m"), matcher("job", Operator.NOT_EQUAL, "a"))).containsExactly("{__name__=\"m\"} 0=2.0");
        assertThat(select(-1, 0, is(Labels.NAME, "m"), is("job", "A"))).isEmpty();
    }

    @Test
    void aRegularExpressionIsRe2AndMatchesTheWholeValueWithNewlines() {
        load("m", List.of("v", "one\ntwo"), 0, 1);
        load("m", List.of("v", "one"), 0, 2);
        load("m", List.of("v", "it's \\ 100% ä\t"), 0, 3);
        LabelMatcher name = is(Labels.NAME, "m");
        assertThat(select(-1, 0, name, matcher("v", Operator.MATCHES, "one"))).hasSize(1);
        assertThat(select(-1, 0, name, matcher("v", Operator.MATCHES, "one.*"))).hasSize(2);
        assertThat(select(-1, 0, name, matcher("v", Operator.MATCHES, "one|two"))).hasSize(1);
        assertThat(select(-1, 0, name, matcher("v", Operator.MATCHES, "ONE"))).isEmpty();
        assertThat(select(-1, 0, name, matcher("v", Operator.MATCHES, "(?i)ONE\\s\\w+"))).hasSize(1);
        assertThat(select(-1, 0, name, matcher("v", Operator.NOT_MATCHES, "one.+"))).hasSize(2);
        assertThat(select(-1, 0, name, matcher("v", Operator.MATCHES, "it's \\\\ 100% \\x{e4}\t"))).hasSize(1);
        assertThat(select(-1, 0, name, is("v", "it's \\ 100% ä\t"))).hasSize(1);
        assertThat(select(-1, 0, name, is("v", "one\ntwo"))).hasSize(1);
    }

    @Test
    void namesAreMatchedAsEveryLabelIs() {
        load("http.requests/total", List.of("a b", "1"), 0, 1);
        load("other", List.of("a b", "2"), 0, 2);
        assertThat(select(-1, 0, matcher(Labels.NAME, Operator.NOT_EQUAL, "other"), is("a b", "1"))).hasSize(1);
        assertThat(select(-1, 0, matcher("a b", Operator.MATCHES, ".+"))).hasSize(2);
        assertThat(select(-1, 0, matcher(Labels.NAME, Operator.MATCHES, "http\\..*"))).hasSize(1);
    }

    @Test
    void theControlHearsOfWhatIsReadAndCanEndIt() {
        load("m", List.of(), IntStream.range(0, 200).asDoubleStream().toArray());
        var told = new long[2];
        store().select(new Selection(List.of(is(Labels.NAME, "m")), NOON - 1, NOON + 1000), new QueryControl() {
            @Override
            public void check() {}

            @Override
            public void samplesRead(int series, long samples) {
                told[0] += series;
                told[1] += samples;
            }
        });
        assertThat(told).containsExactly(1, 100);
        assertThatThrownBy(() -> store().select(new Selection(List.of(is(Labels.NAME, "m")), NOON - 1, NOON + 1000), new QueryControl() {
            @Override
            public void check() {}

            @Override
            public void samplesRead(int series, long samples) {
                throw new TooMuch();
            }
        })).isInstanceOf(TooMuch.class);
    }

    protected static final class TooMuch extends RuntimeException {}

    protected static LabelMatcher is(String label, String value) {
        return matcher(label, Operator.EQUAL, value);
    }

    protected static LabelMatcher matcher(String label, Operator operator, String value) {
        return new LabelMatcher(label, operator, value);
    }

    /// Samples as time and value in turns; times are milliseconds after noon.
    private void load(String name, List<String> labels, double... timesAndValues) {
        List<String> all = new ArrayList<>(labels);
        all.add(Labels.NAME);
        all.add(name);
        long[] times = new long[timesAndValues.length / 2];
        double[] values = new double[times.length];
        for (int i = 0; i < times.length; i++) {
            times[i] = NOON + (long) timesAndValues[2 * i];
            values[i] = timesAndValues[2 * i + 1];
        }
        load(List.of(new SampleColumn(Labels.of(all.toArray(String[]::new)), times, values)));
    }

    private List<String> select(long after, long until, LabelMatcher... matchers) {
        return columns(after, until, matchers).stream().map(column -> column.labels() + IntStream.range(0, column.times().length)
                .mapToObj(i -> " " + (column.times()[i] - NOON) + "=" + column.values()[i]).reduce("", String::concat)).toList();
    }

    /// Bounds are milliseconds after noon.
    protected List<SampleColumn> columns(long after, long until, LabelMatcher... matchers) {
        return store().select(new Selection(List.of(matchers), NOON + after, NOON + until), NoLimits.CONTROL);
    }

    /// Lets every query run to its end.
    public enum NoLimits implements QueryControl {
        CONTROL;

        @Override
        public void check() {}

        @Override
        public void samplesRead(int series, long samples) {}
    }
}
