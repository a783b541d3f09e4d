package io.keepwatch.clickhouse.series;

import io.keepwatch.clickhouse.ClickHouseClient;
import io.keepwatch.clickhouse.nativeformat.ResultBlock;
import io.keepwatch.clickhouse.nativeformat.ResultColumn.Texts;
import io.keepwatch.clickhouse.series.SealedSamples.Chunks;
import io.keepwatch.clickhouse.sql.Parameters;
import io.keepwatch.telemetry.series.LabelMatcher;
import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.telemetry.series.QueryControl;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads the samples of series as they were stored, bit for bit; of several at one instant the newest.
public final class StoredSamples {

    /// More are not listed one by one: ClickHouse looks them up by the matchers then.
    private static final int LISTED_SERIES = 5_000;
    private static final int LISTED_METRICS = 500;
    private static final String ROWS = """
            SELECT metric, fingerprint, time, value, written_at FROM metric_samples WHERE %s AND %s
            ORDER BY metric, fingerprint, time, written_at, _part_offset""";

    private final ControlledReads reads;
    private final SealedSamples sealed;

    public StoredSamples(ClickHouseClient client) {
        this(new ControlledReads(client));
    }

    StoredSamples(ControlledReads reads) {
        this.reads = reads;
        this.sealed = new SealedSamples(reads);
    }

    /// Rows are read before chunks: what is sealed meanwhile is found twice, not never.
    ///
    /// @param matchers what the series were found by
    /// @return the series that have samples; some of them perhaps outside of the span
    public Map<SeriesKey, MergedSamples> read(Set<SeriesKey> series, List<LabelMatcher> matchers, TimeSpan span, QueryControl control) {
        return read(series, matchers, true, span, control);
    }

    /// @param most of the series that the matchers find are wanted
    Map<SeriesKey, MergedSamples> read(Set<SeriesKey> series, List<LabelMatcher> matchers, boolean most, TimeSpan span, QueryControl control) {
        if (series.isEmpty()) {
            return Map.of();
        }
        var ofAmong = new Parameters();
        String among = among(series, matchers, most, span, ofAmong);
        var parameters = new Parameters(ofAmong);
        var collector = new Collector(series);
        reads.blocks(ROWS.formatted(among, span.times(parameters)), parameters, control, block -> {
            control.samplesRead(0, block.rows());
            collector.add(block);
        });
        Chunks chunks = sealed.read(series, among, ofAmong, span, control);
        Map<SeriesKey, MergedSamples> merged = new HashMap<>();
        Stream.concat(collector.runs.keySet().stream(), chunks.bySeries().keySet().stream()).distinct()
                .forEach(key -> merged.put(key, MergedSamples.of(chunks.of(key), chunks, collector.runs.get(key))));
        return merged;
    }

    /// A condition on `metric` and `fingerprint` that at least the wanted series fulfil.
    static String among(Set<SeriesKey> series, List<LabelMatcher> matchers, boolean most, TimeSpan span, Parameters parameters) {
        Set<String> metrics = series.stream().map(SeriesKey::metric).collect(Collectors.toSet());
        String named = metrics.size() <= LISTED_METRICS ? "metric IN " + parameters.texts(metrics) : "1";
        if (most && matchers.stream().allMatch(matcher -> matcher.label().equals(Labels.NAME))) {
            return named;
        }
        if (series.size() > LISTED_SERIES) {
            return named + " AND fingerprint IN (SELECT fingerprint FROM metric_series WHERE " + span.days(parameters) + " AND "
                    + MatcherSql.ofSeries(matchers, parameters) + ")";
        }
        return named + " AND fingerprint IN (" + series.stream().map(key -> Long.toUnsignedString(key.fingerprint()))
                .collect(Collectors.joining(",")) + ")";
    }

    /// Rows come series by series.
    private static final class Collector {
        private final Set<SeriesKey> wanted;
        private final Map<SeriesKey, SampleRun> runs = new HashMap<>();
        private @Nullable SeriesKey key;
        private @Nullable SampleRun run;

        Collector(Set<SeriesKey> wanted) {
            this.wanted = wanted;
        }

        void add(ResultBlock block) {
            Texts metrics = block.texts(0);
            long[] fingerprints = block.longs(1);
            for (int row = 0; row < block.rows(); row++) {
                if (key == null || key.fingerprint() != fingerprints[row] || !key.metric().equals(metrics.get(row))) {
                    key = new SeriesKey(metrics.get(row), fingerprints[row]);
                    run = wanted.contains(key) ? runs.computeIfAbsent(key, _ -> new SampleRun(256)) : null;
                }
                if (run != null) {
                    run.add(block.longs(2)[row], block.doubles(3)[row], block.longs(4)[row]);
                }
            }
        }
    }
}
