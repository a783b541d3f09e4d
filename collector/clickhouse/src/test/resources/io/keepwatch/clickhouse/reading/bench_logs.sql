-- Log records of invented traffic over the same services and time.
INSERT INTO otel_logs (Timestamp, TraceId, SpanId, SeverityText, SeverityNumber, ServiceName, Body, ResourceAttributes, ScopeName, LogAttributes)
WITH
    sipHash64(number) AS dice,
    dice % 20 AS service,
    multiIf(dice % 211 = 0, 17, dice % 37 = 0, 13, 9) AS severity
SELECT
    fromUnixTimestamp64Nano({from:Int64} + toInt64(number * ({length:Int64} / {total:UInt64}))),
    if(dice % 3 = 0, lower(hex(MD5(toString(intDiv(number, 5))))), ''),
    '',
    multiIf(severity = 17, 'ERROR', severity = 13, 'WARN', 'INFO'),
    severity,
    concat('service-', toString(service)),
    multiIf(severity = 17, concat('connection refused by 10.0.0.', toString(dice % 250), ' after ', toString(dice % 5000), ' ms'),
        severity = 13, concat('slow query took ', toString(dice % 5000), ' ms for user ', toString(dice % 10000)),
        concat('handled GET /route/', toString(dice % 12), ' for user ', toString(dice % 10000), ' in ', toString(dice % 300), ' ms, ', toString(dice % 90000), ' bytes')),
    map('host.name', concat('host-', toString(service % 5)), 'service.name', concat('service-', toString(service)), 'service.version', '1.2.3'),
    'bench',
    map('code.function.name', concat('io.example.Handler', toString(dice % 40), '.handle'), 'thread.name', concat('worker-', toString(dice % 64)),
        'user.id', toString(dice % 10000))
FROM numbers({first:UInt64}, {count:UInt64})
SETTINGS max_insert_threads = 2
