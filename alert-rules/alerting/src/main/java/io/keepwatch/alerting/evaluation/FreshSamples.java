package io.keepwatch.alerting.evaluation;

import io.keepwatch.promql.QueryResult.Sample;
import io.keepwatch.promql.syntax.SeriesNotation;
import io.keepwatch.telemetry.series.LabelMatcher;
import io.keepwatch.telemetry.series.LabelMatcher.Operator;
import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.telemetry.series.QueryControl;
import io.keepwatch.telemetry.series.SeriesStore;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The store as the rules of a group see it while they are evaluated: with the samples of the rules before them, whether or not the
/// store shows those yet. All of them have the same time.
final class FreshSamples implements SeriesStore {

    private final SeriesStore store;
    private final SampleSink sink;
    private final long time;
    private final Map<String, Map<Labels, Double>> byName = new HashMap<>();
    private long count;

    FreshSamples(SeriesStore store, SampleSink sink, long time) {
        this.store = store;
        this.sink = sink;
        this.time = time;
    }

    long count() {
        return count;
    }

    /// @return why it is refused; null when it is taken
    @Nullable String append(Labels labels, double value) {
        Map<Labels, Double> named = byName.computeIfAbsent(labels.metricName(), _ -> new HashMap<>());
        Double there = named.get(labels);
        if (there != null) {
            boolean same = Double.doubleToRawLongBits(there) == Double.doubleToRawLongBits(value);
            return same ? null : "duplicate sample for timestamp; overrides not allowed: " + labels + " has another value at this time already";
        }
        String refusal = sink.append(new Sample(labels, time, value));
        if (refusal == null) {
            named.put(labels, value);
            count++;
        }
        return refusal;
    }

    /// Says that the series ends. That another rule goes on with it is no error.
    void end(Labels labels) {
        append(labels, SeriesNotation.STALE);
    }

    @Override
    public void forEach(Selection selection, QueryControl control, Consumer<SampleColumn> each) {
        Map<Labels, Double> fresh = matching(selection);
        control.samplesRead(fresh.size(), fresh.size());
        store.forEach(selection, control, column -> {
            Double value = fresh.remove(column.labels());
            each.accept(value == null ? column : with(column, value));
        });
        fresh.forEach((labels, value) -> each.accept(new SampleColumn(labels, new long[] {time}, new double[] {value})));
    }

    private Map<Labels, Double> matching(Selection selection) {
        var found = new HashMap<Labels, Double>();
        if (byName.isEmpty() || selection.afterMillis() >= time || selection.untilMillis() < time) {
            return found;
        }
        List<String> names = selection.matchers().stream().filter(matcher -> matcher.label().equals(Labels.NAME) && matcher.operator() == Operator.EQUAL)
                .map(LabelMatcher::value).toList();
        for (String name : names.isEmpty() ? byName.keySet() : List.of(names.getFirst())) {
            byName.getOrDefault(name, Map.of()).forEach((labels, value) -> {
                if (selection.matches(labels)) {
                    found.put(labels, value);
                }
            });
        }
        return found;
    }

    private SampleColumn with(SampleColumn column, double value) {
        int found = Arrays.binarySearch(column.times(), time);
        int at = found < 0 ? -found - 1 : found;
        int rest = column.times().length - at - (found < 0 ? 0 : 1);
        long[] times = new long[at + 1 + rest];
        double[] values = new double[times.length];
        System.arraycopy(column.times(), 0, times, 0, at);
        System.arraycopy(column.values(), 0, values, 0, at);
        times[at] = time;
        values[at] = value;
        System.arraycopy(column.times(), column.times().length - rest, times, at + 1, rest);
        System.arraycopy(column.values(), column.values().length - rest, values, at + 1, rest);
        return new SampleColumn(column.labels(), times, values);
    }
}
