-- Sessions of clients by state. The state of others' sessions is hidden from a role without pg_read_all_stats.
SELECT datname AS name, coalesce(nullif(state, ''), 'unknown') AS state, count(*) AS sessions
FROM pg_stat_activity
WHERE datname IS NOT NULL AND pid <> pg_backend_pid()
GROUP BY 1, 2
