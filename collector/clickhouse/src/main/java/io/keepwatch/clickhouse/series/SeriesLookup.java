package io.keepwatch.clickhouse.series;

import io.keepwatch.clickhouse.nativeformat.ResultColumn.Maps;
import io.keepwatch.clickhouse.sql.Parameters;
import io.keepwatch.telemetry.series.LabelMatcher;
import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.telemetry.series.QueryControl;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Finds the series of `metric_series` that matchers select.
final class SeriesLookup {

    private static final String SERIES = """
            SELECT metric, fingerprint, any(labels), toUInt8(argMax(temporality, written_at) = 'DELTA')
            FROM metric_series WHERE %s AND %s GROUP BY metric, fingerprint""";

    private final ControlledReads reads;

    SeriesLookup(ControlledReads reads) {
        this.reads = reads;
    }

    /// @param delta each sample is what came since the one before
    record Found(Labels labels, boolean delta) {}

    /// Those that had samples on a day of the span.
    Map<SeriesKey, Found> series(List<LabelMatcher> matchers, TimeSpan span, QueryControl control) {
        var parameters = new Parameters();
        String sql = SERIES.formatted(span.days(parameters), MatcherSql.ofSeries(matchers, parameters));
        Map<SeriesKey, Found> found = new HashMap<>();
        reads.blocks(sql, parameters, control, block -> {
            control.samplesRead(block.rows(), 0);
            for (int row = 0; row < block.rows(); row++) {
                var key = new SeriesKey(block.texts(0).get(row), block.longs(1)[row]);
                found.put(key, new Found(labels(key.metric(), block.maps(2), row), block.ints(3)[row] == 1));
            }
        });
        return found;
    }

    static Labels labels(String metric, Maps labels, int row) {
        return labels(metric, labels, row, new HashMap<>());
    }

    /// @param texts of other labels, which come again in many
    static Labels labels(String metric, Maps labels, int row, Map<String, String> texts) {
        Map<String, String> all = new HashMap<>();
        all.put(Labels.NAME, metric);
        for (int i = labels.start(row); i < labels.end(row); i++) {
            all.put(texts.computeIfAbsent(labels.keys().get(i), text -> text), texts.computeIfAbsent(labels.values().get(i), text -> text));
        }
        return Labels.of(all);
    }
}
