-- The edges of the calls that began in one minute. A call is a span and the server or consumer span of another service
-- below it; or a client or producer span with nothing below it, which then names what it called in its attributes.
INSERT INTO service_edge_windows (window, source, target, target_kind, bucket, calls, errors, computed_at)
SELECT
    toDateTime({window:UInt32}),
    groupArray(source), groupArray(target), groupArray(target_kind), groupArray(bucket), groupArray(calls), groupArray(errors),
    now64(3)
FROM
(
    SELECT
        source,
        dependency.1 AS target_kind,
        dependency.2 AS target,
        toInt16(ceil(4 * log2(greatest(duration, 1) / 1e9)) - 1) AS bucket,
        count() AS calls,
        countIf(status = 'Error') AS errors
    FROM
    (
        SELECT
            caller.ServiceName AS source,
            multiIf(
                callee.SpanId = '', caller.outside,
                callee.ServiceName != caller.ServiceName, ('SERVICE', toString(callee.ServiceName)),
                ('', '')) AS dependency,
            -- as the caller saw it, where it says so
            caller.SpanKind IN ('Client', 'Producer') AS seen,
            if(seen, caller.Duration, callee.Duration) AS duration,
            if(seen, caller.StatusCode, callee.StatusCode) AS status
        FROM
        (
            SELECT
                TraceId, SpanId, ServiceName, SpanKind, StatusCode, Duration,
                SpanAttributes['db.system.name'] AS db_system,
                SpanAttributes['db.namespace'] AS db_namespace,
                SpanAttributes['messaging.destination.name'] AS destination,
                SpanAttributes['server.address'] AS address,
                if(db_system != '', db_system, SpanAttributes['db.system']) AS database,
                if(address != '', address, SpanAttributes['net.peer.name']) AS host,
                if(SpanAttributes['server.port'] IN ('', '80', '443'), host, concat(host, ':', SpanAttributes['server.port'])) AS peer,
                multiIf(
                    SpanKind NOT IN ('Client', 'Producer'),
                        ('', ''),
                    database != '',
                        ('DATABASE', trimRight(concat(database, ' ',
                            multiIf(db_namespace != '', db_namespace, SpanAttributes['db.name'] != '', SpanAttributes['db.name'], host)))),
                    SpanAttributes['messaging.system'] != '',
                        ('MESSAGING', trimRight(concat(SpanAttributes['messaging.system'], ' ',
                            if(destination != '', destination, SpanAttributes['messaging.destination'])))),
                    -- until then the span of the service it called may still arrive
                    host != '' AND Timestamp + toIntervalNanosecond(Duration) < now() - toIntervalSecond(${settle_seconds}),
                        ('EXTERNAL', if(SpanAttributes['peer.service'] != '', SpanAttributes['peer.service'], peer)),
                    ('', '')) AS outside
            FROM otel_traces
            WHERE Timestamp >= toDateTime({window:UInt32}) AND Timestamp < toDateTime({window:UInt32} + 60)
            LIMIT 1 BY TraceId, SpanId, SpanKind
        ) AS caller
        GLOBAL LEFT JOIN
        (
            SELECT TraceId, SpanId, ParentSpanId, ServiceName, StatusCode, Duration
            FROM otel_traces
            WHERE Timestamp >= toDateTime({window:UInt32} - 60) AND Timestamp < toDateTime({window:UInt32} + 360)
                AND SpanKind IN ('Server', 'Consumer') AND ParentSpanId != ''
            LIMIT 1 BY TraceId, SpanId
        ) AS callee
        ON callee.TraceId = caller.TraceId AND callee.ParentSpanId = caller.SpanId
        WHERE dependency.1 != ''
    )
    GROUP BY source, target_kind, target, bucket
)
