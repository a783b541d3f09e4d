package io.keepwatch.telemetry.metrics;

import io.keepwatch.telemetry.TimeBuckets;
import io.keepwatch.telemetry.services.DurationHistogram;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/// Answers a [MetricQuery] for the metrics of [SpanMetrics] from counts that already lie in steps.
public final class SpanMetricsEvaluation {

    /// How many spans of one series a step has in one bucket of [DurationHistogram], and how long they took together.
    public record Row(SortedMap<String, String> labels, int step, int bucket, long spans, double seconds) {}

    private SpanMetricsEvaluation() {}

    public static MetricResult evaluate(MetricQuery query, TimeBuckets time, List<Row> rows) {
        Map<SortedMap<String, String>, List<Row>> grouped =
                rows.stream().collect(Collectors.groupingBy(row -> MetricEvaluation.group(query, row.labels())));
        Map<SortedMap<String, String>, double[]> groups = new HashMap<>();
        grouped.forEach((labels, group) -> groups.put(labels, values(query, time, group)));
        return MetricEvaluation.result(query, time, groups);
    }

    private static double[] values(MetricQuery query, TimeBuckets time, List<Row> rows) {
        double width = time.width().toMillis() / 1e3;
        int count = time.count();
        return switch (query.aggregation()) {
            case RATE -> MetricEvaluation.combine(spansOfSeries(count, rows), count, values -> Arrays.stream(values).sum() / width);
            case SUM -> MetricEvaluation.combine(spansOfSeries(count, rows), count, values -> Arrays.stream(values).sum());
            case AVG -> query.metric().equals(SpanMetrics.DURATION) ? mean(count, rows)
                    : MetricEvaluation.combine(spansOfSeries(count, rows), count, values -> Arrays.stream(values).average().orElse(0));
            case MIN -> MetricEvaluation.combine(spansOfSeries(count, rows), count, values -> Arrays.stream(values).min().orElse(0));
            case MAX -> MetricEvaluation.combine(spansOfSeries(count, rows), count, values -> Arrays.stream(values).max().orElse(0));
            case COUNT -> MetricEvaluation.combine(spansOfSeries(count, rows), count, values -> values.length);
            case P50 -> quantile(0.5, count, rows);
            case P95 -> quantile(0.95, count, rows);
            case P99 -> quantile(0.99, count, rows);
        };
    }

    /// Per series; from its first span on, a step without a span counts as none rather than as unknown.
    private static List<double[]> spansOfSeries(int count, List<Row> rows) {
        return rows.stream().collect(Collectors.groupingBy(Row::labels)).values().stream().map(series -> {
            double[] spans = new double[count];
            Arrays.fill(spans, 0, series.stream().mapToInt(Row::step).min().orElse(0), Double.NaN);
            series.forEach(row -> spans[row.step()] += row.spans());
            return spans;
        }).toList();
    }

    private static double[] mean(int count, List<Row> rows) {
        double[] seconds = new double[count];
        long[] spans = new long[count];
        rows.forEach(row -> {
            seconds[row.step()] += row.seconds();
            spans[row.step()] += row.spans();
        });
        return MetricEvaluation.fill(count, i -> spans[i] == 0 ? Double.NaN : seconds[i] / spans[i]);
    }

    private static double[] quantile(double quantile, int count, List<Row> rows) {
        var histograms = new DurationHistogram[count];
        Arrays.setAll(histograms, _ -> new DurationHistogram());
        rows.forEach(row -> histograms[row.step()].add(row.bucket(), row.spans()));
        return MetricEvaluation.fill(count, i -> histograms[i].quantileNanos(quantile) / 1e9);
    }
}
