package io.keepwatch.promql.conformance;

import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.telemetry.series.QueryControl;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Keeps samples in memory; the newest of two at the same time wins.
public final class InMemorySeriesStore implements LoadableStore {

    private final Map<Labels, NavigableMap<Long, Double>> series = new TreeMap<>();

    @Override
    public void load(List<SampleColumn> columns) {
        for (SampleColumn column : columns) {
            NavigableMap<Long, Double> samples = series.computeIfAbsent(column.labels(), _ -> new TreeMap<>());
            for (int i = 0; i < column.times().length; i++) {
                samples.put(column.times()[i], column.values()[i]);
            }
        }
    }

    @Override
    public void clear() {
        series.clear();
    }

    @Override
    public void forEach(Selection selection, QueryControl control, Consumer<SampleColumn> each) {
        series.forEach((labels, samples) -> {
            if (selection.matches(labels) && selection.afterMillis() < selection.untilMillis()) {
                SampleColumn column = column(labels, samples.subMap(selection.afterMillis(), false, selection.untilMillis(), true));
                if (column.times().length > 0) {
                    control.samplesRead(1, column.times().length);
                    each.accept(column);
                }
            }
        });
    }

    private static SampleColumn column(Labels labels, Map<Long, Double> samples) {
        long[] times = new long[samples.size()];
        double[] values = new double[samples.size()];
        int i = 0;
        for (Map.Entry<Long, Double> sample : samples.entrySet()) {
            times[i] = sample.getKey();
            values[i++] = sample.getValue();
        }
        return new SampleColumn(labels, Arrays.copyOf(times, i), values);
    }
}
