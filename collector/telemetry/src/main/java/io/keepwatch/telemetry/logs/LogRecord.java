package io.keepwatch.telemetry.logs;

import java.time.Instant;
import java.util.SortedMap;

/// A stored log record, with OpenTelemetry's words.
///
/// @param severityNumber 1 to 24, or 0 when the sender gave none
/// @param traceId        empty when the record belongs to no trace
public record LogRecord(
        LogPosition position,
        String service,
        int severityNumber,
        String severityText,
        String body,
        String eventName,
        String traceId,
        String spanId,
        String scopeName,
        SortedMap<String, String> attributes,
        SortedMap<String, String> resource) {

    public Instant time() {
        return position.time();
    }

    public Severity severity() {
        return Severity.of(severityNumber, severityText);
    }
}
