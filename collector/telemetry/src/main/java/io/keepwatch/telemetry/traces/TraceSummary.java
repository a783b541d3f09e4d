package io.keepwatch.telemetry.traces;

import java.time.Instant;
import java.util.List;

/// One line of a trace list.
///
/// @param rootService  service of the span without parent, or of the earliest span while the root is missing
/// @param rootName     name of that span
/// @param durationNanos from the first start to the last end
/// @param services     every service that took part
public record TraceSummary(
        String traceId,
        String rootService,
        String rootName,
        boolean rootMissing,
        Instant start,
        long durationNanos,
        int spans,
        int errors,
        List<String> services) {}
