-- Every service that sent spans lately: its newest version, and when it was seen. Times are milliseconds.
SELECT
    service,
    argMax(version, first) AS newest,
    max(first) AS since,
    max(last) AS seen,
    sum(active)
FROM
(
    SELECT
        service,
        version,
        toUnixTimestamp64Milli(min(first_at)) AS first,
        toUnixTimestamp64Milli(max(last_at)) AS last,
        toUInt64(uniqExactIf(instance, last_at >= ${from} AND first_at < ${to})) AS active
    FROM
    (
        SELECT service, version, instance, min(first_seen) AS first_at, max(last_seen) AS last_at
        FROM service_instances
        GROUP BY service, version, instance
    )
    GROUP BY service, version
    HAVING first < toUnixTimestamp64Milli(${to})
)
GROUP BY service
HAVING seen >= toUnixTimestamp64Milli(${earliest})
ORDER BY service
