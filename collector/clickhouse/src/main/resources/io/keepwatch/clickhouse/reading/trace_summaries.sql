-- The lines of a trace list: whole traces, found by their ids between the first and the last of them. Of the parent only whether there
-- is one is asked, which its length answers: wide columns would be read for nearly all spans where the traces lie far apart.
WITH
    (SELECT (min(Start), max(End) + toIntervalSecond(1)) FROM otel_traces_trace_id_ts WHERE TraceId IN ${ids}) AS bounds
SELECT
    TraceId,
    argMin((ServiceName, SpanName, notEmpty(ParentSpanId)), (notEmpty(ParentSpanId), Timestamp, -toInt64(Duration), ServiceName, SpanName)) AS root,
    toUnixTimestamp64Nano(min(Timestamp)) AS start,
    max(toUnixTimestamp64Nano(Timestamp) + toInt64(Duration)) AS end,
    count(),
    countIf(StatusCode = 'Error'),
    arraySort(groupUniqArray(ServiceName))
FROM otel_traces
WHERE TraceId IN ${ids} AND Timestamp >= tupleElement(bounds, 1) AND Timestamp < tupleElement(bounds, 2)
GROUP BY TraceId
