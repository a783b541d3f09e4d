-- The samples of the matched series, one row each series. Of the samples of one stretch of `thin` milliseconds the last
-- counts, and for increments their sum; a stretch of 1 ms only joins what a sender's retry stored twice.
SELECT
    metric,
    fingerprint,
    tupleElement(samples, 1),
    tupleElement(samples, 2),
    tupleElement(samples, 3)
FROM
(
SELECT metric, fingerprint, arraySort(groupArray((at, last, increment))) AS samples
FROM
(
    SELECT
        metric,
        fingerprint,
        toUnixTimestamp64Milli(max(time)) AS at,
        argMax(value, time) AS last,
        sum(value) AS increment
    FROM metric_samples
    WHERE ${condition}
    GROUP BY metric, fingerprint, intDiv(toUnixTimestamp64Milli(time), ${thin})
)
GROUP BY metric, fingerprint
)
