SELECT
    metric,
    fingerprint,
    argMax(family, written_at),
    argMax(type, written_at),
    argMax(temporality, written_at) = 'DELTA',
    argMax(labels, written_at)
FROM metric_series
WHERE day >= ${first_day} AND day <= ${last_day} AND metric IN ${names} AND ${matched}
GROUP BY metric, fingerprint
LIMIT ${limit}
