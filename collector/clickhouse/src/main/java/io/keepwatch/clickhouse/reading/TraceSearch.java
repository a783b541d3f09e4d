package io.keepwatch.clickhouse.reading;

import io.keepwatch.clickhouse.sql.Parameters;
import io.keepwatch.clickhouse.sql.Sql;
import io.keepwatch.clickhouse.sql.Times;
import io.keepwatch.telemetry.SearchQuery;
import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.telemetry.traces.TraceReader.TraceOrder;
import io.keepwatch.telemetry.traces.TraceSummary;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Finds traces in two steps: the ids of the first matching spans in the wished order, for which ClickHouse keeps only
/// the best few while it reads one narrow column; then the whole traces of these ids.
final class TraceSearch {

    /// Up to here ClickHouse uses its top-n filter, which skips most of what it would read.
    private static final int MOST_SPANS = 1_000;
    private static final int SPANS_PER_TRACE = 10;
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Sql SUMMARIES = Sql.of(TraceSearch.class, "trace_summaries");

    private final Questions questions;

    TraceSearch(Questions questions) {
        this.questions = questions;
    }

    List<TraceSummary> search(TimeRange range, SearchQuery query, TraceOrder order, int limit) {
        Collection<String> ids = switch (order) {
            case NEWEST -> newest(range, query, limit);
            case SLOWEST -> first(range, query, "Duration", limit);
            case MOST_ERRORS -> mostErrors(range, query, limit);
        };
        return ids.isEmpty() ? List.of() : summaries(ids);
    }

    /// Mostly the last moments of the range hold enough.
    private Collection<String> newest(TimeRange range, SearchQuery query, int limit) {
        if (range.length().compareTo(LONG) > 0) {
            var last = new TimeRange(range.to().minus(range.length().dividedBy(12)), range.to());
            Collection<String> found = first(last, query, "Timestamp", limit);
            if (found.size() == limit) {
                return found;
            }
        }
        return first(range, query, "Timestamp", limit);
    }

    private Collection<String> first(TimeRange range, SearchQuery query, String column, int limit) {
        int spans = (int) Math.min(MOST_SPANS, (long) limit * SPANS_PER_TRACE);
        var parameters = new Parameters();
        String sql = "SELECT TraceId FROM otel_traces WHERE %s ORDER BY %s DESC LIMIT %s".formatted(
                condition(range, query, parameters), column, parameters.unsigned(spans));
        List<String> ids = questions.rows(sql, parameters, ResultRow::text);
        Set<String> distinct = new LinkedHashSet<>(ids);
        if (distinct.size() < limit && ids.size() == spans) {
            return grouped(range, query, "max(" + column + ")", limit); // few traces with many spans each
        }
        return distinct.stream().limit(limit).toList();
    }

    private Collection<String> mostErrors(TimeRange range, SearchQuery query, int limit) {
        var failed = query.with(new SearchQuery.FieldTerm("status", "error"));
        Set<String> ids = new LinkedHashSet<>(grouped(range, failed, "(count(), max(Timestamp))", limit));
        if (ids.size() < limit) {
            ids.addAll(newest(range, query, limit + ids.size()));
        }
        return ids.stream().limit(limit).toList();
    }

    private List<String> grouped(TimeRange range, SearchQuery query, String order, int limit) {
        var parameters = new Parameters();
        String sql = "SELECT TraceId FROM otel_traces WHERE %s GROUP BY TraceId ORDER BY %s DESC LIMIT %s".formatted(
                condition(range, query, parameters), order, parameters.unsigned(limit));
        return questions.rows(sql, parameters, ResultRow::text);
    }

    private static String condition(TimeRange range, SearchQuery query, Parameters parameters) {
        return new SpanConditions(parameters, range).of(query);
    }

    private List<TraceSummary> summaries(Collection<String> ids) {
        var parameters = new Parameters();
        String sql = SUMMARIES.with("ids", parameters.texts(ids)).text();
        Map<String, TraceSummary> byId = questions.rows(sql, parameters, TraceSearch::summary).stream()
                .collect(Collectors.toMap(TraceSummary::traceId, Function.identity()));
        return ids.stream().map(byId::get).filter(Objects::nonNull).toList();
    }

    private static TraceSummary summary(ResultRow row) {
        String traceId = row.text();
        String service = row.text();
        String name = row.text();
        boolean hasParent = row.uint8() == 1;
        long start = row.int64();
        long end = row.int64();
        return new TraceSummary(traceId, service, name, hasParent, Times.instant(start), end - start,
                Math.toIntExact(row.int64()), Math.toIntExact(row.int64()), row.list(row::text));
    }
}
