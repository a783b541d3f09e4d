-- The minutes whose edges were computed before, or soon after, spans came into them or into a neighbour (a call and what
-- it called may lie in different minutes). Newest first; not those whose spans may be gone from span_calls already.
SELECT window
FROM
(
    SELECT
        arrayJoin([toUInt32(touched - 60), touched, toUInt32(touched + 60)]) AS window,
        max(inserted) AS inserted
    FROM
    (
        SELECT toUnixTimestamp(window) AS touched, toUnixTimestamp(max(inserted_at)) AS inserted
        FROM span_windows
        WHERE window > now() - toIntervalDay(2)
        GROUP BY touched
    )
    GROUP BY window
) AS needed
LEFT JOIN
(
    SELECT toUnixTimestamp(window) AS window, toUnixTimestamp(toDateTime(max(computed_at))) AS computed
    FROM service_edge_windows
    WHERE window > now() - toIntervalDay(3)
    GROUP BY window
) AS done USING (window)
WHERE inserted + ${settle_seconds} >= computed
ORDER BY window DESC
