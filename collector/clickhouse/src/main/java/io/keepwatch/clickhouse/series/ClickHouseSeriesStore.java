package io.keepwatch.clickhouse.series;

import io.keepwatch.clickhouse.series.SampleMemory.Loading;
import io.keepwatch.clickhouse.series.SeriesLookup.Found;
import io.keepwatch.telemetry.series.LabelMatcher;
import io.keepwatch.telemetry.series.QueryControl;
import io.keepwatch.telemetry.series.SeriesStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// Hands out what was stored, series made of increments as counters, and the series that are made of spans. What is remembered is
/// not asked for; the rest comes from ClickHouse, so many series at a time that their samples fit into memory.
final class ClickHouseSeriesStore implements SeriesStore {

    /// 64 MB; estimated from the usual interval.
    private static final long SAMPLES_AT_ONCE = 4_000_000;
    private static final long FEWEST_AT_ONCE = 200;
    private static final Duration INTERVAL = Duration.ofSeconds(15);
    private static final Comparator<SeriesKey> AS_STORED =
            Comparator.comparing(SeriesKey::metric).thenComparing(SeriesKey::fingerprint, Long::compareUnsigned);

    private final ControlledReads reads;
    private final SeriesLookup lookup;
    private final StoredSamples stored;
    private final SpanSeries spans;
    private final SeriesMemory memory;

    ClickHouseSeriesStore(ControlledReads reads, SeriesMemory memory, Clock clock) {
        this.reads = reads;
        this.lookup = new SeriesLookup(reads);
        this.stored = new StoredSamples(reads);
        this.spans = new SpanSeries(reads, clock);
        this.memory = memory;
    }

    @Override
    public void forEach(Selection selection, QueryControl control, Consumer<SampleColumn> each) {
        var span = new TimeSpan(selection.afterMillis(), selection.untilMillis());
        if (span.isEmpty()) {
            return;
        }
        Map<SeriesKey, Found> series = series(selection.matchers(), span, control);
        TimeSpan needed = series.values().stream().anyMatch(Found::delta) ? span.earlier(DeltaSamples.BEFORE) : span;
        var wanted = new Wanted(series, selection.matchers(), span, needed, control, each);
        List<SeriesKey> unknown = new ArrayList<>();
        for (SeriesKey key : series.keySet()) {
            MergedSamples samples = memory.samples().read(key, needed);
            if (samples == null) {
                unknown.add(key);
            } else {
                SampleColumn column = wanted.column(key, samples);
                control.samplesRead(0, column.times().length);
                wanted.handOut(column);
            }
        }
        control.remembered(series.size() - unknown.size());
        fromClickHouse(unknown, wanted);
        spans.select(selection.matchers(), span, control).forEach(each);
    }

    private Map<SeriesKey, Found> series(List<LabelMatcher> matchers, TimeSpan span, QueryControl control) {
        Map<SeriesKey, Found> known = memory.index().series(matchers, span, reads, control);
        return known != null ? known : lookup.series(matchers, span, control);
    }

    /// What a selection is after.
    ///
    /// @param needed to work the span out
    private record Wanted(Map<SeriesKey, Found> series, List<LabelMatcher> matchers, TimeSpan span, TimeSpan needed, QueryControl control,
            Consumer<SampleColumn> each) {

        void handOut(SampleColumn column) {
            if (column.times().length > 0) {
                each.accept(column);
            }
        }

        SampleColumn column(SeriesKey key, MergedSamples samples) {
            Found found = series.get(key);
            if (!found.delta()) {
                return samples.column(found.labels(), span);
            }
            SampleColumn increments = samples.column(found.labels(), needed);
            return DeltaSamples.cumulative(found.labels(), increments.times(), increments.values(), span);
        }
    }

    private void fromClickHouse(List<SeriesKey> unknown, Wanted wanted) {
        int atOnce = (int) Math.max(FEWEST_AT_ONCE, SAMPLES_AT_ONCE / (wanted.needed.length().dividedBy(INTERVAL) + 1));
        if (unknown.size() > atOnce) {
            unknown.sort(AS_STORED);
        }
        for (int from = 0; from < unknown.size(); from += atOnce) {
            Set<SeriesKey> some = Set.copyOf(unknown.subList(from, Math.min(from + atOnce, unknown.size())));
            boolean most = some.size() > wanted.series.size() / 2;
            try (Loading loading = memory.samples().load(some, wanted.needed)) {
                Map<SeriesKey, MergedSamples> read = stored.read(some, wanted.matchers, most, loading.span(), wanted.control);
                for (SeriesKey key : some) {
                    MergedSamples samples = read.getOrDefault(key, MergedSamples.NONE);
                    loading.loaded(key, samples);
                    wanted.handOut(wanted.column(key, samples));
                }
            }
        }
    }
}
