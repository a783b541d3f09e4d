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
        source, target_kind, target,
        toInt16(ceil(4 * log2(greatest(elapsed, 1) / 1e9)) - 1) AS bucket,
        count() AS calls,
        countIf(outcome = 'Error') AS errors
    FROM
    (
        SELECT
            caller.service AS source,
            callee.span != 0 AS answered,
            multiIf(
                answered, if(callee.service != caller.service, 'SERVICE', ''),
                -- until then the span of the service that was called may still arrive
                caller.outside_kind = 'EXTERNAL' AND caller.end > now() - toIntervalSecond(${settle_seconds}), '',
                toString(caller.outside_kind)) AS target_kind,
            if(answered, toString(callee.service), toString(caller.outside)) AS target,
            -- as the caller saw it, where it says so
            caller.kind IN ('Client', 'Producer') AS seen,
            if(seen, caller.duration, callee.duration) AS elapsed,
            if(seen, caller.status, callee.status) AS outcome
        FROM
        (
            SELECT * FROM span_calls
            WHERE window = toDateTime({window:UInt32})
            LIMIT 1 BY span, kind
        ) AS caller
        GLOBAL LEFT JOIN
        (
            SELECT * FROM span_calls
            WHERE window >= toDateTime({window:UInt32} - 60) AND window <= toDateTime({window:UInt32} + 300)
                AND kind IN ('Server', 'Consumer') AND parent != 0
            LIMIT 1 BY span
        ) AS callee
        ON callee.parent = caller.span
        WHERE target_kind != ''
    )
    GROUP BY source, target_kind, target, bucket
)
