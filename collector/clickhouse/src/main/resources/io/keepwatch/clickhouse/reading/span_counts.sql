-- Counts of spans in steps, by what they are grouped by: whole minutes from the table of minutes, the rest from that of ten seconds.
SELECT
    ${keys}
    toInt32(intDiv(toUnixTimestamp(time) - ${start}, ${width})) AS step,
    ${bucket} AS duration_bucket,
    status = 'Error' AS failed,
    sum(spans),
    sum(duration)
FROM
(
    SELECT * FROM span_metrics_1m
    WHERE time >= toDateTime(${minutes_from}) AND time < toDateTime(${minutes_to})
        -- the key starts with the hour
        AND toStartOfHour(time) >= toStartOfHour(toDateTime(${from})) AND toStartOfHour(time) <= toStartOfHour(toDateTime(${to}))
        AND ${condition}
    UNION ALL
    SELECT * FROM span_metrics
    WHERE (time >= toDateTime(${from}) AND time < toDateTime(${minutes_from}) OR time >= toDateTime(${minutes_to}) AND time < toDateTime(${to}))
        AND toStartOfHour(time) >= toStartOfHour(toDateTime(${from})) AND toStartOfHour(time) <= toStartOfHour(toDateTime(${to}))
        AND ${condition}
)
GROUP BY ${keys} step, duration_bucket, failed
