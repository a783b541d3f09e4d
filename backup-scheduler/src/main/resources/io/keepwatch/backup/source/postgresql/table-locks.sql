-- Who holds, or waits for, a lock in this database that keeps everybody from reading a table.
SELECT DISTINCT a.pid, a.usename, a.application_name, l.granted, coalesce(n.nspname || '.' || c.relname, l.relation::text) AS relation
FROM pg_locks l
JOIN pg_stat_activity a ON a.pid = l.pid
LEFT JOIN pg_class c ON c.oid = l.relation
LEFT JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE l.locktype = 'relation'
  AND l.mode = 'AccessExclusiveLock'
  AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
  AND coalesce(n.nspname, '') NOT IN ('pg_catalog', 'pg_toast')
ORDER BY l.granted DESC, a.pid
LIMIT 3
