-- The minutes whose edges were computed before, or soon after, spans came into them or into a
-- neighbour (a call and what it called may lie in different minutes). Newest first.
SELECT window
FROM
(
    SELECT arrayJoin([toUInt32(touched - 60), touched, toUInt32(touched + 60)]) AS window, max(inserted) AS inserted
    FROM
    (
        SELECT toUnixTimestamp(window) AS touched, toUnixTimestamp(max(inserted_at)) AS inserted
        FROM span_windows
        GROUP BY touched
    )
    GROUP BY window
) AS needed
LEFT JOIN
(
    SELECT toUnixTimestamp(window) AS window, toUnixTimestamp(toDateTime(max(computed_at))) AS computed
    FROM service_edge_windows
    GROUP BY window
) AS done USING (window)
WHERE inserted + ${settle_seconds} >= computed
ORDER BY window DESC
