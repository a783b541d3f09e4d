-- The roles that own something in this database or are granted something in it. The server keeps no such list of the role that
-- initialised it, so its objects are looked for.
SELECT rolname
FROM pg_roles r
WHERE r.oid IN (SELECT s.refobjid
                FROM pg_shdepend s
                JOIN pg_database d ON d.datname = current_database()
                WHERE s.refclassid = 'pg_authid'::regclass
                  AND (s.dbid = d.oid OR s.classid = 'pg_database'::regclass AND s.objid = d.oid))
   OR r.oid = 10 AND (
        EXISTS (SELECT FROM pg_namespace WHERE nspowner = 10 AND nspname NOT LIKE 'pg\_%' AND nspname NOT IN ('information_schema', 'public'))
     OR EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE relowner = 10 AND nspname NOT LIKE 'pg\_%' AND nspname <> 'information_schema')
     OR EXISTS (SELECT FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
                WHERE proowner = 10 AND nspname NOT LIKE 'pg\_%' AND nspname <> 'information_schema')
     OR EXISTS (SELECT FROM pg_database WHERE datdba = 10 AND datname = current_database()))
ORDER BY rolname
