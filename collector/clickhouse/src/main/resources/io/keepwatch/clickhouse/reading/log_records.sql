SELECT
    toUnixTimestamp64Nano(Timestamp),
    cityHash64(ServiceName, SeverityNumber, Body, TraceId, SpanId, LogAttributes) AS hash,
    ServiceName, SeverityNumber, SeverityText, Body, EventName, TraceId, SpanId, ScopeName, LogAttributes, ResourceAttributes
FROM otel_logs
WHERE ${condition}
ORDER BY ${order}
LIMIT ${limit}
