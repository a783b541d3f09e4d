-- The counters of every database that takes connections. A role without the right to connect to one does not see its size.
SELECT d.datname AS name, s.xact_commit, s.xact_rollback, s.blks_read, s.blks_hit, s.tup_fetched,
    s.tup_inserted, s.tup_updated, s.tup_deleted, s.deadlocks, s.temp_bytes,
    CASE WHEN has_database_privilege(d.oid, 'CONNECT') THEN pg_database_size(d.oid) END AS size
FROM pg_database d JOIN pg_stat_database s ON s.datid = d.oid
WHERE d.datallowconn AND NOT d.datistemplate
