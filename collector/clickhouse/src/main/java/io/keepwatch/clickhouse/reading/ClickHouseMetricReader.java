package io.keepwatch.clickhouse.reading;

import io.keepwatch.clickhouse.series.SampledSeries;
import io.keepwatch.clickhouse.series.StoredSamples;
import io.keepwatch.clickhouse.sql.Parameters;
import io.keepwatch.clickhouse.sql.Sql;
import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.telemetry.metrics.MetricInfo;
import io.keepwatch.telemetry.metrics.MetricQuery;
import io.keepwatch.telemetry.metrics.MetricReader;
import io.keepwatch.telemetry.metrics.MetricResult;
import io.keepwatch.telemetry.metrics.MetricType;
import io.keepwatch.telemetry.metrics.SpanMetrics;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Reads `metric_series` and their samples, and what `span_metrics` stands for.
final class ClickHouseMetricReader implements MetricReader {

    /// In a longer range a series of the day counts as one of the range: to look at each sample would take too long.
    private static final Duration SAMPLES_LOOKED_AT = Duration.ofHours(6);
    private static final Sql METRICS = Sql.of(ClickHouseMetricReader.class, "metrics");

    private final Questions questions;
    private final MetricSamples samples;
    private final SpanMetricsSeries spanMetrics;

    ClickHouseMetricReader(Questions questions, StoredSamples stored) {
        this.questions = questions;
        this.samples = new MetricSamples(questions, stored);
        this.spanMetrics = new SpanMetricsSeries(questions);
    }

    @Override
    public List<MetricInfo> metrics(TimeRange range) {
        var parameters = new Parameters();
        String sampled = range.length().compareTo(SAMPLES_LOOKED_AT) > 0 ? "1"
                : "(metric, fingerprint) IN (" + SampledSeries.sql(MetricSamples.span(range), parameters) + ")";
        String sql = METRICS.with("first_day", MetricSamples.day(range.from(), parameters))
                .with("last_day", MetricSamples.day(range.to().minusNanos(1), parameters)).with("sampled", sampled).text();
        List<MetricInfo> stored = questions.rows(sql, parameters, row -> {
            String name = row.text();
            MetricType type = MetricType.valueOf(row.text());
            return new MetricInfo(name, type, row.text(), row.text(), row.text(), row.int64());
        });
        return Stream.concat(stored.stream(), spanMetrics.metrics(range).stream()).sorted(Comparator.comparing(MetricInfo::name)).toList();
    }

    @Override
    public List<String> labelNames(String metric, TimeRange range) {
        if (SpanMetrics.isOne(metric)) {
            return spanMetrics.labelNames(range);
        }
        var parameters = new Parameters();
        // in a histogram as a whole, `le` tells apart only its own parts
        String sql = """
                SELECT DISTINCT arrayJoin(arrayFilter(key -> NOT (key = 'le' AND family = %1$s AND type = 'HISTOGRAM'), labels.keys)) AS name
                FROM metric_series WHERE %2$s ORDER BY name""".formatted(parameters.text(metric), seriesOf(metric, range, parameters));
        return questions.rows(sql, parameters, ResultRow::text);
    }

    @Override
    public List<String> labelValues(String metric, String label, TimeRange range) {
        if (SpanMetrics.isOne(metric)) {
            return spanMetrics.labelValues(label, range);
        }
        var parameters = new Parameters();
        String sql = "SELECT DISTINCT labels[%s] AS value FROM metric_series WHERE %s AND value != '' ORDER BY value".formatted(
                parameters.text(label), seriesOf(metric, range, parameters));
        return questions.rows(sql, parameters, ResultRow::text);
    }

    @Override
    public MetricResult query(MetricQuery query) {
        return SpanMetrics.isOne(query.metric()) ? spanMetrics.query(query) : samples.query(query);
    }

    private static String seriesOf(String metric, TimeRange range, Parameters parameters) {
        return "day >= %s AND day <= %s AND metric IN %s AND (metric = %s OR family = %s)".formatted(MetricSamples.day(range.from(), parameters),
                MetricSamples.day(range.to().minusNanos(1), parameters), parameters.texts(MetricSamples.namesOf(metric)), parameters.text(metric),
                parameters.text(metric));
    }
}
