package io.keepwatch.telemetry.memory;

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
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

final class InMemoryTraceReader implements TraceReader {

    private static final int MOST_SPANS = 20_000;
    private static final Comparator<Span> BY_START = Comparator.comparing(Span::start).thenComparing(Span::spanId);

    private static final Comparator<Span> OUTERMOST_FIRST = Comparator.comparing(Span::start)
            .thenComparing(Span::durationNanos, Comparator.reverseOrder()).thenComparing(Span::service).thenComparing(Span::name);

    private final StoredRows rows;

    InMemoryTraceReader(StoredRows rows) {
        this.rows = rows;
    }

    @Override
    public List<TraceSummary> search(TimeRange range, SearchQuery query, TraceOrder order, int limit) {
        Map<String, List<Span>> matched = matching(range, query).collect(Collectors.groupingBy(Span::traceId));
        Comparator<List<Span>> first = switch (order) {
            case NEWEST -> Comparator.comparing((List<Span> spans) -> spans.stream().map(Span::start).max(Comparator.naturalOrder()).orElseThrow());
            case SLOWEST -> Comparator.comparing(spans -> spans.stream().mapToLong(Span::durationNanos).max().orElseThrow());
            case MOST_ERRORS -> Comparator.<List<Span>, Long>comparing(spans -> spans.stream().filter(Span::failed).count())
                    .thenComparing(spans -> spans.stream().map(Span::start).max(Comparator.naturalOrder()).orElseThrow());
        };
        return matched.entrySet().stream().sorted(Map.Entry.<String, List<Span>>comparingByValue(first.reversed()))
                .limit(limit).map(e -> summary(e.getKey())).toList();
    }

    @Override
    public List<SpanBucket> histogram(TimeRange range, SearchQuery query, int buckets) {
        var time = TimeBuckets.of(range, buckets);
        long[] spans = new long[time.count()];
        long[] errors = new long[time.count()];
        matching(range, query).forEach(span -> {
            int bucket = time.indexOf(span.start());
            spans[bucket]++;
            errors[bucket] += span.failed() ? 1 : 0;
        });
        return Stream.iterate(0, i -> i < time.count(), i -> i + 1).map(i -> new SpanBucket(time.startOf(i), spans[i], errors[i])).toList();
    }

    @Override
    public List<DurationBucket> durationHistogram(TimeRange range, SearchQuery query) {
        var byDuration = new TreeMap<Long, long[]>();
        matching(range, query).forEach(span -> {
            long[] counts = byDuration.computeIfAbsent(DurationBucket.leastOf(span.durationNanos()), _ -> new long[2]);
            counts[0]++;
            counts[1] += span.failed() ? 1 : 0;
        });
        return byDuration.entrySet().stream()
                .map(e -> new DurationBucket(e.getKey(), DurationBucket.endOf(e.getKey()), e.getValue()[0], e.getValue()[1])).toList();
    }

    @Override
    public List<FailedSpans> failures(TimeRange range, SearchQuery query, int limit) {
        record Group(String errorType, String service, String operation) {}
        Map<Group, List<Instant>> starts = matching(range, query).filter(Span::failed).collect(Collectors.groupingBy(
                span -> new Group(Objects.requireNonNullElse(SpanMatcher.value(span, "error.type"), ""), span.service(), span.name()), Collectors.mapping(Span::start, Collectors.toList())));
        return starts.entrySet().stream().map(e -> new FailedSpans(e.getKey().errorType, e.getKey().service, e.getKey().operation, e.getValue().size(),
                        e.getValue().stream().min(Comparator.naturalOrder()).orElseThrow(), e.getValue().stream().max(Comparator.naturalOrder()).orElseThrow()))
                .sorted(Comparator.comparingLong(FailedSpans::spans).reversed().thenComparing(FailedSpans::errorType)
                        .thenComparing(FailedSpans::service).thenComparing(FailedSpans::operation))
                .limit(limit).toList();
    }

    @Override
    public List<Facet> facets(TimeRange range, SearchQuery query, List<String> fields, int valuesPerField) {
        List<Span> spans = matching(range, query).toList();
        return fields.stream().map(field -> FacetCounts.of(field, spans, span -> SpanMatcher.value(span, field), valuesPerField)).toList();
    }

    @Override
    public List<String> fields(TimeRange range, SearchQuery query, int limit) {
        return FacetCounts.mostFrequent(matching(range, query).map(span -> List.of(span.attributes().keySet(), span.resource().keySet())), limit);
    }

    @Override
    public Optional<Trace> trace(String traceId) {
        String id = traceId.toLowerCase(Locale.ROOT);
        record Once(String spanId, String kind) {}
        var once = new HashSet<Once>(); // a sender's retry may store a span twice
        List<Span> spans = rows.spans().stream().filter(span -> span.traceId().equals(id)).sorted(BY_START)
                .filter(span -> once.add(new Once(span.spanId(), span.kind()))).limit(MOST_SPANS + 1L).toList();
        boolean truncated = spans.size() > MOST_SPANS;
        return spans.isEmpty() || id.isEmpty()
                ? Optional.empty() : Optional.of(new Trace(id, truncated ? spans.subList(0, MOST_SPANS) : spans, truncated));
    }

    private Stream<Span> matching(TimeRange range, SearchQuery query) {
        return rows.spans().stream().filter(span -> range.contains(span.start())).filter(new SpanMatcher(query));
    }

    private TraceSummary summary(String traceId) {
        List<Span> spans = rows.spans().stream().filter(span -> span.traceId().equals(traceId)).sorted(OUTERMOST_FIRST).toList();
        Optional<Span> root = spans.stream().filter(span -> span.parentSpanId().isEmpty()).findFirst();
        Span named = root.orElse(spans.getFirst());
        long end = spans.stream().map(Span::end).max(Comparator.naturalOrder()).map(InMemoryTraceReader::nanos).orElseThrow();
        return new TraceSummary(traceId, named.service(), named.name(), root.isEmpty(), spans.getFirst().start(),
                end - nanos(spans.getFirst().start()), spans.size(), (int) spans.stream().filter(Span::failed).count(),
                spans.stream().map(Span::service).distinct().sorted().toList());
    }

    private static long nanos(Instant instant) {
        return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    }
}
