package io.keepwatch.ui.dashboards;

import io.keepwatch.dashboards.Legend;
import io.keepwatch.dashboards.Panel;
import io.keepwatch.dashboards.Panel.Query;
import io.keepwatch.promql.QueryResult;
import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.telemetry.series.SeriesStore.SampleColumn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;

/// What the queries of a panel answered, as it is drawn.
///
/// @param start    of the first step; steps with none hold NaN
/// @param warnings of all queries, each once
record PanelAnswer(QueryRound round, Instant start, List<Series> series, List<String> warnings) {

    /// @param values one per step, or a single one for the end of the range
    record Series(String name, Query query, Map<String, String> labels, double[] values) {

        /// The newest one that is one.
        double last() {
            for (int i = values.length - 1; i >= 0; i--) {
                if (!Double.isNaN(values[i])) {
                    return values[i];
                }
            }
            return Double.NaN;
        }

        double mean() {
            return Arrays.stream(values).filter(value -> !Double.isNaN(value)).average().orElse(Double.NaN);
        }

        /// What stands for the series.
        double reduced(Panel.Reduce reduce) {
            var known = Arrays.stream(values).filter(value -> !Double.isNaN(value));
            return switch (reduce) {
                case LAST -> last();
                case MEAN -> mean();
                case MAX -> known.max().orElse(Double.NaN);
                case MIN -> known.min().orElse(Double.NaN);
                case SUM -> known.boxed().reduce(Double::sum).orElse(Double.NaN);
            };
        }
    }

    /// Asks all queries of the panel, one after the other; the round runs equal ones once.
    static PanelAnswer ask(Panel panel, QueryRound round) throws Exception {
        var series = new ArrayList<Series>();
        SequencedSet<String> warnings = new LinkedHashSet<>();
        for (Query query : panel.queries()) {
            var run = panel.kind().overTime() ? round.overTime(query.expr()) : round.atEnd(query.expr());
            warnings.addAll(run.answer().warnings());
            series.addAll(series(panel, query, round, run.answer().result()));
        }
        return new PanelAnswer(round, round.start(), List.copyOf(series), List.copyOf(warnings));
    }

    boolean isEmpty() {
        return series.stream().allMatch(one -> Double.isNaN(one.last()));
    }

    private static List<Series> series(Panel panel, Query query, QueryRound round, QueryResult result) {
        return switch (result) {
            case QueryResult.Scalar scalar -> List.of(one(panel, query, round, Labels.EMPTY, new double[] {scalar.value()}));
            case QueryResult.Text _ -> List.of();
            case QueryResult.Vector vector -> vector.samples().stream()
                    .map(sample -> one(panel, query, round, sample.labels(), new double[] {sample.value()})).toList();
            case QueryResult.Matrix matrix -> matrix.series().stream()
                    .map(column -> one(panel, query, round, column.labels(), steps(column, round))).toList();
        };
    }

    private static Series one(Panel panel, Query query, QueryRound round, Labels labels, double[] values) {
        Map<String, String> map = labels.toMap();
        return new Series(Legend.of(round.texts().words(query.legend()), map, panel.title()), query, map, values);
    }

    private static double[] steps(SampleColumn column, QueryRound round) {
        var values = new double[round.points()];
        Arrays.fill(values, Double.NaN);
        long start = round.start().toEpochMilli();
        for (int i = 0; i < column.times().length; i++) {
            int at = (int) ((column.times()[i] - start) / round.step().toMillis());
            if (at >= 0 && at < values.length) {
                values[at] = column.values()[i];
            }
        }
        return values;
    }
}
