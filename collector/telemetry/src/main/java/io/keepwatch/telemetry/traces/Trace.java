package io.keepwatch.telemetry.traces;

import java.util.List;

/// All stored spans of one trace, in order of start.
///
/// @param truncated the trace has more spans than are read at once
public record Trace(String traceId, List<Span> spans, boolean truncated) {}
