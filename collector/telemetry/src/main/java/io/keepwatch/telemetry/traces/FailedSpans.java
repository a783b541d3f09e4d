package io.keepwatch.telemetry.traces;

import java.time.Instant;

/// Spans of one operation that failed and say the same went wrong.
///
/// @param errorType their `error.type`, empty where they name none
/// @param first     when the first of them started
/// @param last      when the last of them started
public record FailedSpans(String errorType, String service, String operation, long spans, Instant first, Instant last) {}
