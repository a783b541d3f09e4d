-- Counts of spans in steps, by what they are grouped by.
SELECT
    ${keys}
    toInt32(intDiv(toUnixTimestamp(time) - ${start}, ${width})) AS step,
    ${bucket} AS duration_bucket,
    status = 'Error' AS failed,
    sum(spans),
    sum(duration)
FROM span_metrics
WHERE time >= toDateTime(${from}) AND time < toDateTime(${to})
    -- the key starts with the hour
    AND toStartOfHour(time) >= toStartOfHour(toDateTime(${from})) AND toStartOfHour(time) <= toStartOfHour(toDateTime(${to}))
    AND ${condition}
GROUP BY ${keys} step, duration_bucket, failed
