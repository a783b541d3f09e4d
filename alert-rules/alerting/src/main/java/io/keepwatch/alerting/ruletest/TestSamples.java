package io.keepwatch.alerting.ruletest;

import io.keepwatch.promql.PromQlException;
import io.keepwatch.promql.PromQlText;
import io.keepwatch.promql.QueryResult.Sample;
import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.telemetry.series.QueryControl;
import io.keepwatch.telemetry.series.SeriesStore;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The samples of one test. Like Prometheus' database it takes the samples of a series only in the order of their times.
final class TestSamples implements SeriesStore {

    private static final class Column {
        private long[] times = new long[16];
        private double[] values = new double[16];
        private int count;

        private void add(long time, double value) {
            if (count == times.length) {
                times = Arrays.copyOf(times, count * 2);
                values = Arrays.copyOf(values, count * 2);
            }
            times[count] = time;
            values[count++] = value;
        }

        /// Of the first sample after this time.
        private int after(long time) {
            int found = Arrays.binarySearch(times, 0, count, time);
            return found < 0 ? -found - 1 : found + 1;
        }
    }

    private final Map<Labels, Column> series = new TreeMap<>();
    private final HistogramSamples histograms = new HistogramSamples();
    private boolean selectedOnly;

    HistogramSamples histograms() {
        return histograms;
    }

    /// @param only whether the next query only selects, so that it may meet native histograms
    void selectedOnly(boolean only) {
        selectedOnly = only;
    }

    /// @return why it is refused; null when it is taken
    @Nullable String append(Sample sample) {
        Column column = series.computeIfAbsent(sample.labels(), _ -> new Column());
        long last = column.count == 0 ? Long.MIN_VALUE : column.times[column.count - 1];
        if (sample.timeMillis() < last) {
            return "out of order sample: " + sample.labels() + " has a later one already";
        }
        if (sample.timeMillis() == last) {
            double there = column.values[column.count - 1];
            return Double.doubleToRawLongBits(there) == Double.doubleToRawLongBits(sample.value()) ? null
                    : "duplicate sample for timestamp; overrides not allowed: " + sample.labels() + " has " + PromQlText.general(there)
                            + " already, the rule gives " + PromQlText.general(sample.value());
        }
        column.add(sample.timeMillis(), sample.value());
        return null;
    }

    @Override
    public void forEach(Selection selection, QueryControl control, Consumer<SampleColumn> each) {
        series.forEach((labels, column) -> {
            int from = column.after(selection.afterMillis());
            int to = column.after(selection.untilMillis());
            if (from < to && selection.matches(labels)) {
                control.samplesRead(1, to - from);
                refuseHistograms(labels, column, from, to);
                each.accept(new SampleColumn(labels, Arrays.copyOfRange(column.times, from, to), Arrays.copyOfRange(column.values, from, to)));
            }
        });
    }

    private void refuseHistograms(Labels labels, Column column, int from, int to) {
        for (int i = from; i < to && !selectedOnly; i++) {
            if (HistogramSamples.isOne(column.values[i])) {
                throw PromQlException.execution("native histograms can only be selected, not computed with: " + labels);
            }
        }
    }
}
