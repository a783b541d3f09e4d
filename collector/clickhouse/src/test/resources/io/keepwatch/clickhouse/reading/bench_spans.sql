-- Spans of invented traffic: five to a trace, over twenty services. Number n happens n/total of the way through the range.
INSERT INTO otel_traces (Timestamp, TraceId, SpanId, ParentSpanId, SpanName, SpanKind, ServiceName, ResourceAttributes,
    ScopeName, SpanAttributes, Duration, StatusCode, StatusMessage)
WITH
    intDiv(number, 5) AS trace,
    number % 5 AS place,
    sipHash64(number) AS dice,
    sipHash64(trace) AS trace_dice,
    (trace_dice + place * 7) % 20 AS service,
    dice % 10 AS operation,
    -- each operation has its usual time, up to eight times as much, and a long tail
    toUInt64(pow(10, 5 + operation / 4) * pow(2, (dice % 1000) / 333) * if(dice % 59 = 0, 50, 1)) AS nanos,
    dice % 97 = 0 AS failed
SELECT
    fromUnixTimestamp64Nano({from:Int64} + toInt64(trace * ({length:Int64} / ({total:UInt64} / 5))) + place * 1000000),
    lower(hex(MD5(toString(trace)))),
    lower(hex(sipHash64(number, 1))),
    if(place = 0, '', lower(hex(sipHash64(number - 1, 1)))),
    concat(['GET', 'POST', 'SELECT', 'PUT'][operation % 4 + 1], ' /route/', toString(operation)),
    ['Server', 'Internal', 'Client', 'Server'][operation % 4 + 1],
    concat('service-', toString(service)),
    map('host.name', concat('host-', toString(service % 5)), 'service.instance.id', concat('i-', toString(service), '-', toString(dice % 3)),
        'service.name', concat('service-', toString(service)), 'service.version', '1.2.3', 'telemetry.sdk.language', 'java'),
    'bench',
    mapConcat(if(failed, map('error.type', ['500', 'java.net.SocketException', '23503', 'java.util.concurrent.TimeoutException', 'PoolTimeoutException'][dice % 5 + 1]), map()),
    map('client.address', concat('10.0.', toString(dice % 200), '.', toString(trace_dice % 250)),
        'http.request.method', ['GET', 'POST', 'SELECT', 'PUT'][operation % 4 + 1],
        'http.response.status_code', if(failed, '500', '200'),
        'http.route', concat('/route/', toString(operation)),
        'server.port', '8080',
        'thread.name', concat('worker-', toString(dice % 64)),
        'url.path', concat('/route/', toString(operation), '/', toString(dice % 100000)),
        'user.id', toString(trace_dice % 10000))),
    nanos,
    if(failed, 'Error', 'Unset'),
    if(failed, 'connection reset by peer', '')
FROM numbers({first:UInt64}, {count:UInt64})
SETTINGS max_insert_threads = 2
