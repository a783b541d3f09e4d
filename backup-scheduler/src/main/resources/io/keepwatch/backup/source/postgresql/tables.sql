-- The tables whose rows pg_dump writes, partitioned ones without rows of their own too, and the columns that make a row.
-- Generated columns are left out: they follow from the others. So are those of extensions, which CREATE EXTENSION makes.
SELECT n.nspname,
       c.relname,
       c.relkind = 'r' AS has_rows,
       ARRAY(SELECT a.attname::text
             FROM pg_attribute a
             WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
             -- by name: a restored child table may have its columns in another order
             ORDER BY a.attname COLLATE "C") AS columns
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p')
  AND (c.relpersistence = 'p' OR c.relpersistence = 'u' AND NOT pg_is_in_recovery())
  AND n.nspname NOT LIKE 'pg\_%'
  AND n.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_depend d
                  WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"
