package io.keepwatch.ui.waterfall;

import io.keepwatch.telemetry.traces.Span;
import io.keepwatch.telemetry.traces.Trace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// Builds traces for tests; times are milliseconds from the start.
public final class TestTrace {

    public static final Instant START = Instant.parse("2026-11-20T02:36:41Z");
    private static final long MILLI = 1_000_000;

    private final List<Span> spans = new ArrayList<>();

    public TestTrace span(String id, String parent, String name, long start, long end) {
        return span(id, parent, "quotes-api", "Internal", name, start, end);
    }

    public TestTrace span(String id, String parent, String service, String kind, String name, long start, long end) {
        spans.add(new Span("4bf92f3577b34da6a3ce929d0e0e4736", id, parent, "", name, kind, service, START.plusNanos(start * MILLI),
                (end - start) * MILLI, "Unset", "", "", "", new TreeMap<>(), new TreeMap<>(), List.of(), List.of()));
        return this;
    }

    /// The last span failed.
    public TestTrace failed(String message, String... attributes) {
        Span last = spans.removeLast();
        var all = new TreeMap<>(last.attributes());
        for (int i = 0; i < attributes.length; i += 2) {
            all.put(attributes[i], attributes[i + 1]);
        }
        spans.add(new Span(last.traceId(), last.spanId(), last.parentSpanId(), "", last.name(), last.kind(), last.service(), last.start(),
                last.durationNanos(), "Error", message, "", "", all, last.resource(), last.events(), List.of()));
        return this;
    }

    /// The last span recorded an exception.
    public TestTrace exception(String type, String message) {
        Span last = spans.removeLast();
        var event = new Span.Event(last.end(), "exception", new TreeMap<>(java.util.Map.of(
                "exception.type", type, "exception.message", message, "exception.stacktrace", type + ": " + message + "\n\tat Quotes.insert(Quotes.java:88)")));
        spans.add(new Span(last.traceId(), last.spanId(), last.parentSpanId(), "", last.name(), last.kind(), last.service(), last.start(),
                last.durationNanos(), last.statusCode(), last.statusMessage(), "", "", last.attributes(), last.resource(), List.of(event), List.of()));
        return this;
    }

    public Trace trace() {
        return new Trace(spans.getFirst().traceId(), List.copyOf(spans), false);
    }

    public TraceTree tree() {
        return TraceTree.of(trace());
    }
}
