package io.keepwatch.telemetry.contract;

import io.keepwatch.telemetry.batch.SpanBatch;
import io.keepwatch.telemetry.traces.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// A span for a test: what is not said has a harmless value.
public record SpanRow(Span span) {

    public static SpanRow of(String traceId, String spanId, String service, String name, Instant start) {
        return new SpanRow(new Span(traceId, spanId, "", "", name, "Server", service, start, 1_000_000, "Unset", "", "", "",
                new TreeMap<>(), new TreeMap<>(), List.of(), List.of()));
    }

    public SpanRow parent(String id) {
        return new SpanRow(new Span(span.traceId(), span.spanId(), id, span.traceState(), span.name(), span.kind(), span.service(), span.start(),
                span.durationNanos(), span.statusCode(), span.statusMessage(), span.scopeName(), span.scopeVersion(), span.attributes(),
                span.resource(), span.events(), span.links()));
    }

    public SpanRow kind(String kind) {
        return new SpanRow(new Span(span.traceId(), span.spanId(), span.parentSpanId(), span.traceState(), span.name(), kind, span.service(),
                span.start(), span.durationNanos(), span.statusCode(), span.statusMessage(), span.scopeName(), span.scopeVersion(),
                span.attributes(), span.resource(), span.events(), span.links()));
    }

    public SpanRow took(Duration duration) {
        return new SpanRow(new Span(span.traceId(), span.spanId(), span.parentSpanId(), span.traceState(), span.name(), span.kind(), span.service(),
                span.start(), duration.toNanos(), span.statusCode(), span.statusMessage(), span.scopeName(), span.scopeVersion(),
                span.attributes(), span.resource(), span.events(), span.links()));
    }

    public SpanRow failed(String message) {
        return new SpanRow(new Span(span.traceId(), span.spanId(), span.parentSpanId(), span.traceState(), span.name(), span.kind(), span.service(),
                span.start(), span.durationNanos(), "Error", message, span.scopeName(), span.scopeVersion(), span.attributes(), span.resource(),
                span.events(), span.links()));
    }

    public SpanRow with(String key, String value) {
        return new SpanRow(new Span(span.traceId(), span.spanId(), span.parentSpanId(), span.traceState(), span.name(), span.kind(), span.service(),
                span.start(), span.durationNanos(), span.statusCode(), span.statusMessage(), span.scopeName(), span.scopeVersion(),
                plus(span.attributes(), key, value), span.resource(), span.events(), span.links()));
    }

    public SpanRow resource(String key, String value) {
        return new SpanRow(new Span(span.traceId(), span.spanId(), span.parentSpanId(), span.traceState(), span.name(), span.kind(), span.service(),
                span.start(), span.durationNanos(), span.statusCode(), span.statusMessage(), span.scopeName(), span.scopeVersion(),
                span.attributes(), plus(span.resource(), key, value), span.events(), span.links()));
    }

    public SpanRow details(List<Span.Event> events, List<Span.Link> links) {
        return new SpanRow(new Span(span.traceId(), span.spanId(), span.parentSpanId(), "k=v", span.name(), span.kind(), span.service(),
                span.start(), span.durationNanos(), span.statusCode(), span.statusMessage(), "scope", "1.0", span.attributes(), span.resource(),
                events, links));
    }

    public static SpanBatch batch(List<SpanRow> rows) {
        var batch = new SpanBatch();
        rows.forEach(row -> append(batch, row.span));
        return batch;
    }

    private static void append(SpanBatch batch, Span span) {
        batch.timestamp.append(nanos(span.start()));
        batch.traceId.append(span.traceId());
        batch.spanId.append(span.spanId());
        batch.parentSpanId.append(span.parentSpanId());
        batch.traceState.append(span.traceState());
        batch.spanName.append(span.name());
        batch.spanKind.append(span.kind());
        batch.serviceName.append(span.service());
        batch.resourceAttributes.append(span.resource());
        batch.scopeName.append(span.scopeName());
        batch.scopeVersion.append(span.scopeVersion());
        batch.spanAttributes.append(span.attributes());
        batch.duration.append(span.durationNanos());
        batch.statusCode.append(span.statusCode());
        batch.statusMessage.append(span.statusMessage());
        span.events().forEach(event -> {
            batch.events.timestamp.append(nanos(event.time()));
            batch.events.name.append(event.name());
            batch.events.attributes.append(event.attributes());
        });
        batch.events.endRow();
        span.links().forEach(link -> {
            batch.links.traceId.append(link.traceId());
            batch.links.spanId.append(link.spanId());
            batch.links.traceState.append(link.traceState());
            batch.links.attributes.append(link.attributes());
        });
        batch.links.endRow();
        batch.endRow();
    }

    static long nanos(Instant instant) {
        return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    }

    static SortedMap<String, String> plus(SortedMap<String, String> map, String key, String value) {
        var copy = new TreeMap<>(map);
        copy.put(key, value);
        return copy;
    }
}
