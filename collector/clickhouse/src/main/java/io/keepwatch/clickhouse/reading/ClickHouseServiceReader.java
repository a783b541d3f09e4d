package io.keepwatch.clickhouse.reading;

import io.keepwatch.clickhouse.sql.Parameters;
import io.keepwatch.telemetry.TimeBuckets;
import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.telemetry.services.OperationSummary;
import io.keepwatch.telemetry.services.RedSeries;
import io.keepwatch.telemetry.services.ServiceEdge.TargetKind;
import io.keepwatch.telemetry.services.ServiceEdge;
import io.keepwatch.telemetry.services.ServiceReader;
import io.keepwatch.telemetry.services.ServiceSummary;
import io.keepwatch.telemetry.services.SpanCounts;
import io.keepwatch.telemetry.services.VersionChange;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads what was derived from spans when they were inserted: `span_metrics`, `service_instances`, `service_edges`.
final class ClickHouseServiceReader implements ServiceReader {

    private static final String REQUESTS = "kind IN ('Server', 'Consumer')";

    private final Questions questions;
    private final SpanMetricsTable spanMetrics;
    private final ServiceList list;

    ClickHouseServiceReader(Questions questions) {
        this.questions = questions;
        this.spanMetrics = new SpanMetricsTable(questions);
        this.list = new ServiceList(questions, spanMetrics);
    }

    @Override
    public List<ServiceSummary> services(TimeRange range, int sparklinePoints) {
        return list.services(range, sparklinePoints);
    }

    @Override
    public RedSeries red(@Nullable String service, @Nullable String operation, TimeRange range, Duration step) {
        TimeBuckets time = SpanCounts.steps(range, step);
        var parameters = new Parameters();
        String condition = REQUESTS + (service == null ? "" : " AND service = " + parameters.text(service))
                + (operation == null ? "" : " AND operation = " + parameters.text(operation));
        SpanCounts[] counts = Stream.generate(SpanCounts::new).limit(time.count()).toArray(SpanCounts[]::new);
        spanMetrics.rows(List.of(), condition, time, parameters, true)
                .forEach(row -> counts[row.step()].add(row.bucket(), row.spans(), row.failed()));
        return SpanCounts.red(time, counts);
    }

    @Override
    public List<OperationSummary> operations(String service, TimeRange range) {
        TimeRange aligned = SpanCounts.aligned(range);
        var parameters = new Parameters();
        var whole = new TimeBuckets(aligned.from(), aligned.length(), 1);
        Map<List<String>, SpanCounts> counts = new LinkedHashMap<>();
        spanMetrics.rows(List.of("operation", "kind"), "service = " + parameters.text(service), whole, parameters, true)
                .forEach(row -> counts.computeIfAbsent(row.keys(), _ -> new SpanCounts()).add(row.bucket(), row.spans(), row.failed()));
        double seconds = aligned.length().toMillis() / 1e3;
        return SpanCounts.worstFirst(counts.entrySet().stream()
                .map(e -> e.getValue().operation(e.getKey().getFirst(), e.getKey().getLast(), seconds)));
    }

    @Override
    public List<ServiceEdge> edges(TimeRange range) {
        TimeRange minutes = TimeBuckets.ofWidth(range, Duration.ofMinutes(1)).range();
        var parameters = new Parameters();
        String sql = """
                SELECT source, target, target_kind, bucket, sum(calls), sum(errors) FROM service_edges
                WHERE window >= toDateTime(%s) AND window < toDateTime(%s) GROUP BY source, target, target_kind, bucket""".formatted(
                parameters.integer(minutes.from().getEpochSecond()), parameters.integer(minutes.to().getEpochSecond()));
        record Edge(String source, String target, TargetKind kind) {}
        Map<Edge, SpanCounts> counts = new HashMap<>();
        questions.rows(sql, parameters, row -> {
            var edge = new Edge(row.text(), row.text(), TargetKind.valueOf(row.text()));
            int bucket = row.int16();
            long calls = row.int64();
            long errors = row.int64();
            SpanCounts sum = counts.computeIfAbsent(edge, _ -> new SpanCounts());
            sum.add(bucket, errors, true);
            sum.add(bucket, calls - errors, false);
            return edge;
        });
        double seconds = minutes.length().toMillis() / 1e3;
        return counts.entrySet().stream().map(e -> new ServiceEdge(e.getKey().source, e.getKey().target, e.getKey().kind, e.getValue().spans(),
                        e.getValue().spans() / seconds, e.getValue().errors(), e.getValue().quantile(0.95)))
                .sorted(Comparator.comparingLong(ServiceEdge::calls).reversed().thenComparing(ServiceEdge::source).thenComparing(ServiceEdge::target)).toList();
    }

    @Override
    public List<VersionChange> versionChanges(TimeRange range) {
        var parameters = new Parameters();
        String sql = """
                SELECT service, version, toUnixTimestamp64Milli(min(first_seen)) AS first FROM service_instances WHERE version != ''
                GROUP BY service, version HAVING first >= %s AND first < %s ORDER BY first, service""".formatted(
                parameters.integer(range.from().toEpochMilli()), parameters.integer(range.to().toEpochMilli()));
        return questions.rows(sql, parameters, row -> new VersionChange(row.text(), row.text(), Instant.ofEpochMilli(row.int64())));
    }
}
