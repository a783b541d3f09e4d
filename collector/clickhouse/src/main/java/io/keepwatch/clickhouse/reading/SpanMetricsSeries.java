package io.keepwatch.clickhouse.reading;

import io.keepwatch.clickhouse.series.MatcherSql;
import io.keepwatch.clickhouse.sql.Parameters;
import io.keepwatch.telemetry.TimeBuckets;
import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.telemetry.metrics.MetricInfo;
import io.keepwatch.telemetry.metrics.MetricQuery;
import io.keepwatch.telemetry.metrics.MetricResult;
import io.keepwatch.telemetry.metrics.SpanMetrics;
import io.keepwatch.telemetry.metrics.SpanMetricsEvaluation;
import io.keepwatch.telemetry.services.SpanCounts;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// Serves `span_metrics` as the metrics of [SpanMetrics].
final class SpanMetricsSeries {

    /// Labels and what they are made of.
    private static final Map<String, String> LABELS = new TreeMap<>(Map.of("service", "service", "span_name", "operation",
            "span_kind", "concat('SPAN_KIND_', upper(kind))", "status_code", "concat('STATUS_CODE_', upper(status))"));
    private static final Map<String, String> COLUMN_OF_LABEL = Map.of("service", "service", "span_name", "operation", "span_kind", "kind", "status_code", "status");
    private static final List<String> COLUMNS = List.of("service", "operation", "kind", "status");

    private final Questions questions;
    private final SpanMetricsTable table;

    SpanMetricsSeries(Questions questions) {
        this.questions = questions;
        this.table = new SpanMetricsTable(questions);
    }

    List<MetricInfo> metrics(TimeRange range) {
        var parameters = new Parameters();
        long series = questions.row("SELECT uniqExact(service, operation, kind, status) FROM span_metrics WHERE " + within(range, parameters),
                parameters, ResultRow::int64);
        return series == 0 ? List.of() : List.of(SpanMetrics.CALLS_INFO.withSeries(series), SpanMetrics.DURATION_INFO.withSeries(series));
    }

    List<String> labelNames(TimeRange range) {
        return metrics(range).isEmpty() ? List.of() : List.copyOf(LABELS.keySet());
    }

    List<String> labelValues(String label, TimeRange range) {
        if (!LABELS.containsKey(label)) {
            return List.of();
        }
        var parameters = new Parameters();
        return questions.rows("SELECT DISTINCT %s AS value FROM span_metrics WHERE %s AND value != '' ORDER BY value".formatted(
                LABELS.get(label), within(range, parameters)), parameters, ResultRow::text);
    }

    MetricResult query(MetricQuery query) {
        TimeBuckets time = SpanCounts.steps(query.range(), query.step());
        var parameters = new Parameters();
        String condition = MatcherSql.all(query.matchers(), label -> LABELS.getOrDefault(label, "''"), parameters);
        boolean durations = switch (query.aggregation()) {
            case P50, P95, P99 -> true;
            case RATE, SUM, AVG, MIN, MAX, COUNT -> false;
        };
        List<String> columns = columns(query);
        List<SpanMetricsEvaluation.Row> rows = MetricSamples.asked(query, () -> table.rows(columns, condition, time, parameters, durations))
                .stream().map(row -> new SpanMetricsEvaluation.Row(labels(columns, row), row.step(), row.bucket(), row.spans(), row.nanos() / 1e9)).toList();
        return SpanMetricsEvaluation.evaluate(query, time, rows);
    }

    /// What adds up is added up in ClickHouse: there are a hundred times fewer services than series. The least, the greatest and
    /// the number of series need each of them.
    private static List<String> columns(MetricQuery query) {
        boolean addsUp = switch (query.aggregation()) {
            case RATE, SUM, P50, P95, P99 -> true;
            case AVG -> query.metric().equals(SpanMetrics.DURATION);
            case MIN, MAX, COUNT -> false;
        };
        return addsUp ? COLUMN_OF_LABEL.entrySet().stream().filter(e -> query.groupBy().contains(e.getKey())).map(Map.Entry::getValue).sorted().toList()
                : COLUMNS;
    }

    /// A label that the rows are not grouped by has no value.
    private static SortedMap<String, String> labels(List<String> columns, SpanMetricsTable.Row row) {
        UnaryOperator<String> value = column -> columns.contains(column) ? row.keys().get(columns.indexOf(column)) : "";
        return SpanMetrics.labels(value.apply("service"), value.apply("operation"), value.apply("kind"), value.apply("status"));
    }

    private static String within(TimeRange range, Parameters parameters) {
        TimeRange aligned = SpanCounts.aligned(range);
        return "time >= toDateTime(%s) AND time < toDateTime(%s)".formatted(
                parameters.integer(aligned.from().getEpochSecond()), parameters.integer(aligned.to().getEpochSecond()));
    }
}
