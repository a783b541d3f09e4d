-- What belongs to a database itself; rights as JSON, with an empty grantee for PUBLIC.
SELECT pg_get_userbyid(d.datdba),
       d.datconnlimit::text,
       shobj_description(d.oid, 'pg_database'),
       CASE WHEN d.datacl IS NOT NULL THEN coalesce(
           (SELECT jsonb_agg(jsonb_build_object(
                       'grantee', CASE WHEN a.grantee = 0 THEN '' ELSE pg_get_userbyid(a.grantee) END,
                       'privilege', a.privilege_type, 'grantable', a.is_grantable))
            FROM aclexplode(d.datacl) a), '[]'::jsonb)::text END
FROM pg_database d
WHERE d.datname = ?
