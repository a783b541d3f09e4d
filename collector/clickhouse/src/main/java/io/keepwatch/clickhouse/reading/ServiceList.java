package io.keepwatch.clickhouse.reading;

import io.keepwatch.clickhouse.sql.Parameters;
import io.keepwatch.clickhouse.sql.Sql;
import io.keepwatch.telemetry.TimeBuckets;
import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.telemetry.services.ServiceSummary;
import io.keepwatch.telemetry.services.SpanCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Makes the list of services: who sent spans lately, and what they were asked in the range.
final class ServiceList {

    private static final Duration STALE = Duration.ofHours(24);
    private static final String REQUESTS = "kind IN ('Server', 'Consumer')";
    private static final Sql SERVICES = Sql.of(ServiceList.class, "services");

    private final Questions questions;
    private final SpanMetricsTable spanMetrics;

    ServiceList(Questions questions, SpanMetricsTable spanMetrics) {
        this.questions = questions;
        this.spanMetrics = spanMetrics;
    }

    private record Presence(String service, String version, Instant since, Instant seen, int instances) {}

    List<ServiceSummary> services(TimeRange range, int sparklinePoints) {
        Instant dayBefore = range.to().minus(STALE);
        Instant earliest = range.from().isBefore(dayBefore) ? range.from() : dayBefore;
        List<Presence> present = present(range, earliest);
        if (present.isEmpty()) {
            return List.of();
        }
        TimeBuckets points = SpanCounts.sparkline(range, sparklinePoints);
        Map<String, SpanCounts[]> sparklines = new HashMap<>();
        read(points).forEach(row -> sparklines.computeIfAbsent(row.keys().getFirst(), _ -> fresh(points.count()))[row.step()]
                .add(row.bucket(), row.spans(), row.failed()));
        TimeRange aligned = SpanCounts.aligned(range);
        Map<String, SpanCounts> totals = new HashMap<>();
        read(new TimeBuckets(aligned.from(), aligned.length(), 1)).forEach(row -> totals
                .computeIfAbsent(row.keys().getFirst(), _ -> new SpanCounts()).add(row.bucket(), row.spans(), row.failed()));
        Map<String, Instant> lastBefore = present.stream().anyMatch(p -> !p.seen.isBefore(range.to())) ? lastBefore(range.to(), earliest) : Map.of();
        return present.stream().flatMap(p -> lastSpan(p, range, lastBefore).stream().map(last -> summary(p, last, aligned, points,
                totals.getOrDefault(p.service, new SpanCounts()), sparklines.getOrDefault(p.service, fresh(points.count()))))).toList();
    }

    private static ServiceSummary summary(Presence p, Instant last, TimeRange aligned, TimeBuckets points, SpanCounts total, SpanCounts[] sparkline) {
        double width = points.width().toMillis() / 1e3;
        return new ServiceSummary(p.service, total.spans(), total.spans() / (aligned.length().toMillis() / 1e3), total.errors(), total.quantile(0.5),
                total.quantile(0.95), total.quantile(0.99), p.version, p.since, last, p.instances,
                Arrays.stream(sparkline).map(point -> point.spans() / width).toList(), Arrays.stream(sparkline).map(SpanCounts::errorShare).toList());
    }

    private List<Presence> present(TimeRange range, Instant earliest) {
        var parameters = new Parameters();
        String sql = SERVICES.with("from", parameters.instant(range.from())).with("to", parameters.instant(range.to()))
                .with("earliest", parameters.instant(earliest)).text();
        return questions.rows(sql, parameters, row -> new Presence(row.text(), row.text(), Instant.ofEpochMilli(row.int64()),
                Instant.ofEpochMilli(row.int64()), Math.toIntExact(row.int64())));
    }

    private List<SpanMetricsTable.Row> read(TimeBuckets time) {
        return spanMetrics.rows(List.of("service"), REQUESTS, time, new Parameters(), true);
    }

    /// Empty when the service has sent nothing between a day before the range and its end, though it has since.
    private static Optional<Instant> lastSpan(Presence p, TimeRange range, Map<String, Instant> lastBefore) {
        return p.seen.isBefore(range.to()) ? Optional.of(p.seen) : Optional.ofNullable(lastBefore.get(p.service));
    }

    /// For a range that lies in the past: to the resolution of the table.
    private Map<String, Instant> lastBefore(Instant end, Instant earliest) {
        var parameters = new Parameters();
        String sql = """
                SELECT service, toInt64(toUnixTimestamp(max(time))) FROM span_metrics
                WHERE time >= toDateTime(%s) AND time < toDateTime(%s) GROUP BY service""".formatted(
                parameters.integer(earliest.getEpochSecond()), parameters.integer(end.getEpochSecond()));
        Map<String, Instant> last = new HashMap<>();
        questions.rows(sql, parameters, row -> last.put(row.text(), Instant.ofEpochSecond(row.int64())));
        last.replaceAll((_, start) -> start.plus(SpanCounts.RESOLUTION).isBefore(end) ? start.plus(SpanCounts.RESOLUTION) : end);
        return last;
    }

    private static SpanCounts[] fresh(int count) {
        return Stream.generate(SpanCounts::new).limit(count).toArray(SpanCounts[]::new);
    }
}
