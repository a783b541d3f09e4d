package io.keepwatch.clickhouse.series;

import io.keepwatch.clickhouse.series.SeriesLookup.Found;
import io.keepwatch.telemetry.series.QueryControl;
import io.keepwatch.telemetry.series.SeriesStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Hands out what was stored, series made of increments as counters, and the series that are made of spans.
final class ClickHouseSeriesStore implements SeriesStore {

    private final SeriesLookup lookup;
    private final StoredSamples stored;
    private final SpanSeries spans;

    ClickHouseSeriesStore(ControlledReads reads) {
        this.lookup = new SeriesLookup(reads);
        this.stored = new StoredSamples(reads);
        this.spans = new SpanSeries(reads);
    }

    @Override
    public List<SampleColumn> select(Selection selection, QueryControl control) {
        var span = new TimeSpan(selection.afterMillis(), selection.untilMillis());
        if (span.isEmpty()) {
            return List.of();
        }
        Map<SeriesKey, Found> series = lookup.series(selection.matchers(), span, control);
        TimeSpan read = series.values().stream().anyMatch(Found::delta) ? span.earlier(DeltaSamples.BEFORE) : span;
        List<SampleColumn> columns = new ArrayList<>();
        stored.read(series.keySet(), selection.matchers(), read, control).forEach((key, samples) -> {
            SampleColumn column = column(series.get(key), samples, span);
            if (column.times().length > 0) {
                columns.add(column);
            }
        });
        columns.addAll(spans.select(selection.matchers(), span, control));
        columns.sort(Comparator.comparing(SampleColumn::labels));
        return columns;
    }

    private static SampleColumn column(Found found, MergedSamples samples, TimeSpan span) {
        return found.delta() ? DeltaSamples.cumulative(found.labels(), samples.times(), samples.values(), span)
                : samples.column(found.labels(), span);
    }
}
