package io.keepwatch.telemetry.traces;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

/// A stored span, with OpenTelemetry's words.
///
/// @param parentSpanId empty for a root span
/// @param kind         Internal, Server, Client, Producer, Consumer or Unspecified
/// @param statusCode   Unset, Ok or Error
public record Span(
        String traceId,
        String spanId,
        String parentSpanId,
        String traceState,
        String name,
        String kind,
        String service,
        Instant start,
        long durationNanos,
        String statusCode,
        String statusMessage,
        String scopeName,
        String scopeVersion,
        SortedMap<String, String> attributes,
        SortedMap<String, String> resource,
        List<Event> events,
        List<Link> links) {

    public record Event(Instant time, String name, SortedMap<String, String> attributes) {}

    public record Link(String traceId, String spanId, String traceState, SortedMap<String, String> attributes) {}

    public boolean failed() {
        return statusCode.equals("Error");
    }

    public Instant end() {
        return start.plusNanos(durationNanos);
    }
}
