-- One trace. A span that a sender's retry stored twice comes once.
WITH
    (SELECT min(Start) FROM otel_traces_trace_id_ts WHERE TraceId = ${id}) AS first,
    (SELECT max(End) + toIntervalSecond(1) FROM otel_traces_trace_id_ts WHERE TraceId = ${id}) AS last
SELECT
    SpanId, ParentSpanId, TraceState, SpanName, SpanKind, ServiceName, toUnixTimestamp64Nano(Timestamp), Duration,
    StatusCode, StatusMessage, ScopeName, ScopeVersion, SpanAttributes, ResourceAttributes,
    arrayMap(time -> toUnixTimestamp64Nano(time), `Events.Timestamp`), `Events.Name`, `Events.Attributes`,
    `Links.TraceId`, `Links.SpanId`, `Links.TraceState`, `Links.Attributes`
FROM otel_traces
WHERE TraceId = ${id} AND Timestamp >= first AND Timestamp < last
ORDER BY Timestamp, SpanId
LIMIT 1 BY SpanId, SpanKind
LIMIT ${limit}
