-- What a restore has to know of the source, by names of PostgreSQL's own documentation. Read through jsonb, for the columns of
-- pg_database differ from version to version.
WITH d AS (SELECT to_jsonb(d) AS j, d.* FROM pg_database d WHERE datname = current_database())
SELECT fact.name, fact.value
FROM d, LATERAL (VALUES
    ('server_version', current_setting('server_version')),
    ('server_version_num', current_setting('server_version_num')),
    ('server_encoding', pg_encoding_to_char(d.encoding)),
    ('lc_collate', d.j ->> 'datcollate'),
    ('lc_ctype', d.j ->> 'datctype'),
    ('locale_provider', d.j ->> 'datlocprovider'),
    ('icu_locale', coalesce(d.j ->> 'daticulocale', d.j ->> 'datlocale')),
    ('icu_rules', d.j ->> 'daticurules'),
    ('collation_version', d.j ->> 'datcollversion'),
    ('owner', pg_get_userbyid(d.datdba)),
    ('connection_limit', d.datconnlimit::text),
    ('comment', shobj_description(d.oid, 'pg_database')),
    ('acl', (SELECT jsonb_agg(jsonb_build_object(
                        'grantee', CASE WHEN a.grantee = 0 THEN '' ELSE pg_get_userbyid(a.grantee) END,
                        'privilege', a.privilege_type, 'grantable', a.is_grantable))::text
             FROM aclexplode(d.datacl) a)),
    -- names only: a value may be a secret
    ('settings', (SELECT string_agg(DISTINCT split_part(setting, '=', 1), ', ')
                  FROM pg_db_role_setting s, unnest(s.setconfig) setting WHERE s.setdatabase = d.oid)),
    ('tablespace', (SELECT spcname FROM pg_tablespace t WHERE t.oid = d.dattablespace AND spcname <> 'pg_default')),
    ('tablespaces', (SELECT string_agg(DISTINCT spcname, ', ' ORDER BY spcname)
                     FROM pg_class c JOIN pg_tablespace t ON t.oid = c.reltablespace WHERE spcname NOT LIKE 'pg\_%')),
    ('database_size', pg_database_size(d.oid)::text),
    ('in_recovery', pg_is_in_recovery()::text)
) AS fact (name, value)
WHERE fact.value IS NOT NULL
