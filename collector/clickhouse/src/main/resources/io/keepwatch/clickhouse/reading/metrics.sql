-- Families of metrics with a sample in the range, and how many series each has.
SELECT
    family,
    argMax(type, written_at),
    argMax(original_name, written_at),
    argMax(unit, written_at),
    argMax(description, written_at),
    uniqExact(fingerprint)
FROM metric_series
WHERE day >= ${first_day} AND day <= ${last_day} AND ${sampled}
GROUP BY family
