-- The lines of a trace list: whole traces, found by their ids between the first and the last of them.
WITH
    (SELECT min(Start) FROM otel_traces_trace_id_ts WHERE TraceId IN ${ids}) AS first,
    (SELECT max(End) + toIntervalSecond(1) FROM otel_traces_trace_id_ts WHERE TraceId IN ${ids}) AS last
SELECT
    TraceId,
    argMin((ServiceName, SpanName, ParentSpanId), (ParentSpanId != '', Timestamp, SpanId)) AS root,
    toUnixTimestamp64Nano(min(Timestamp)) AS start,
    max(toUnixTimestamp64Nano(Timestamp) + toInt64(Duration)) AS end,
    count(),
    countIf(StatusCode = 'Error'),
    countIf(${matched}),
    arraySort(groupUniqArray(ServiceName))
FROM otel_traces
WHERE TraceId IN ${ids} AND Timestamp >= first AND Timestamp < last
GROUP BY TraceId
