package io.keepwatch.clickhouse.reading;

import io.keepwatch.clickhouse.sql.Parameters;
import io.keepwatch.clickhouse.sql.Sql;
import io.keepwatch.clickhouse.sql.Times;
import io.keepwatch.telemetry.Facet;
import io.keepwatch.telemetry.SearchQuery;
import io.keepwatch.telemetry.TimeBuckets;
import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.telemetry.traces.DurationBucket;
import io.keepwatch.telemetry.traces.FailedSpans;
import io.keepwatch.telemetry.traces.Span;
import io.keepwatch.telemetry.traces.Trace;
import io.keepwatch.telemetry.traces.TraceReader;
import io.keepwatch.telemetry.traces.TraceSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads `otel_traces`. Its key is service, operation and time, so a question about time alone reads the times of all
/// spans in the range, and as little else as possible.
final class ClickHouseTraceReader implements TraceReader {

    private static final int MOST_SPANS = 20_000;
    private static final Sql TRACE = Sql.of(ClickHouseTraceReader.class, "trace");

    private final Questions questions;
    private final TraceSearch search;

    ClickHouseTraceReader(Questions questions) {
        this.questions = questions;
        this.search = new TraceSearch(questions);
    }

    @Override
    public List<TraceSummary> search(TimeRange range, SearchQuery query, TraceOrder order, int limit) {
        return search.search(range, query, order, limit);
    }

    @Override
    public List<SpanBucket> histogram(TimeRange range, SearchQuery query, int buckets) {
        var time = TimeBuckets.of(range, buckets);
        var parameters = new Parameters();
        String sql = """
                SELECT toInt32(intDiv(toUnixTimestamp64Milli(Timestamp) - %s, %s)) AS bucket, count(), countIf(StatusCode = 'Error')
                FROM otel_traces WHERE %s GROUP BY bucket""".formatted(
                parameters.integer(time.start().toEpochMilli()), parameters.integer(time.width().toMillis()),
                new SpanConditions(parameters, range).of(query));
        var counts = new SpanBucket[time.count()];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = new SpanBucket(time.startOf(i), 0, 0);
        }
        record Count(int bucket, long spans, long errors) {}
        questions.rows(sql, parameters, row -> new Count(row.int32(), row.int64(), row.int64()))
                .forEach(count -> counts[count.bucket] = new SpanBucket(time.startOf(count.bucket), count.spans, count.errors));
        return List.of(counts);
    }

    @Override
    public List<DurationBucket> durationHistogram(TimeRange range, SearchQuery query) {
        var parameters = new Parameters();
        String sql = """
                WITH greatest(roundToExp2(Duration), 1) AS power, intDiv(power, 4) AS quarter
                SELECT toInt64(if(Duration < 4, Duration, power + intDiv(Duration - power, greatest(quarter, 1)) * quarter)) AS least,
                    count(), countIf(StatusCode = 'Error')
                FROM otel_traces WHERE %s GROUP BY least ORDER BY least""".formatted(
                new SpanConditions(parameters, range).of(query));
        return questions.rows(sql, parameters, row -> {
            long least = row.int64();
            return new DurationBucket(least, DurationBucket.endOf(least), row.int64(), row.int64());
        });
    }

    @Override
    public List<FailedSpans> failures(TimeRange range, SearchQuery query, int limit) {
        var parameters = new Parameters();
        String sql = """
                SELECT %s AS type, ServiceName, SpanName, count() AS spans, toUnixTimestamp64Nano(min(Timestamp)), toUnixTimestamp64Nano(max(Timestamp))
                FROM otel_traces WHERE StatusCode = 'Error' AND %s GROUP BY type, ServiceName, SpanName
                ORDER BY spans DESC, type, ServiceName, SpanName LIMIT %s""".formatted(SpanConditions.value("error.type", parameters),
                new SpanConditions(parameters, range).of(query), parameters.unsigned(limit));
        return questions.rows(sql, parameters, row ->
                new FailedSpans(row.text(), row.text(), row.text(), row.int64(), Times.instant(row.int64()), Times.instant(row.int64())));
    }

    @Override
    public List<Facet> facets(TimeRange range, SearchQuery query, List<String> fields, int valuesPerField) {
        return facets(query).of(range, fields, valuesPerField);
    }

    @Override
    public List<String> fields(TimeRange range, SearchQuery query, int limit) {
        return facets(query).keys(range, "SpanAttributes", limit);
    }

    private Facets facets(SearchQuery query) {
        return new Facets(questions, "otel_traces", (part, parameters) ->
                new SpanConditions(parameters, part).of(query), SpanConditions::value, SpanConditions::isColumn);
    }

    @Override
    public Optional<Trace> trace(String traceId) {
        String id = traceId.toLowerCase(Locale.ROOT);
        if (id.isEmpty()) {
            return Optional.empty();
        }
        var parameters = new Parameters();
        String sql = TRACE.with("id", parameters.text(id)).with("limit", parameters.unsigned(MOST_SPANS + 1L)).text();
        List<Span> spans = questions.rows(sql, parameters, row -> span(id, row));
        boolean truncated = spans.size() > MOST_SPANS;
        return spans.isEmpty() ? Optional.empty() : Optional.of(new Trace(id, truncated ? spans.subList(0, MOST_SPANS) : spans, truncated));
    }

    private static Span span(String traceId, ResultRow row) {
        String spanId = row.text();
        String parent = row.text();
        String state = row.text();
        String name = row.text();
        String kind = row.text();
        String service = row.text();
        var start = Times.instant(row.int64());
        return new Span(traceId, spanId, parent, state, name, kind, service, start, row.int64(), row.text(), row.text(), row.text(), row.text(),
                row.map(), row.map(), events(row), links(row));
    }

    private static List<Span.Event> events(ResultRow row) {
        long[] times = row.int64s();
        List<String> names = row.list(row::text);
        var attributes = row.list(row::map);
        List<Span.Event> events = new ArrayList<>(times.length);
        for (int i = 0; i < times.length; i++) {
            events.add(new Span.Event(Times.instant(times[i]), names.get(i), attributes.get(i)));
        }
        return events;
    }

    private static List<Span.Link> links(ResultRow row) {
        List<String> traces = row.list(row::text);
        List<String> spans = row.list(row::text);
        List<String> states = row.list(row::text);
        var attributes = row.list(row::map);
        List<Span.Link> links = new ArrayList<>(traces.size());
        for (int i = 0; i < traces.size(); i++) {
            links.add(new Span.Link(traces.get(i), spans.get(i), states.get(i), attributes.get(i)));
        }
        return links;
    }
}
