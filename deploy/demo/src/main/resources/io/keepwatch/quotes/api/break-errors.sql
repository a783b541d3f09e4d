-- What release x.y.0 brings along: a migration that renames a column which the search still reads,
-- and rebuilds the authors' ids in the view that writers use, but not in the table that the foreign key checks.
DO $$
BEGIN
  IF EXISTS (SELECT FROM information_schema.columns
             WHERE table_schema = 'public' AND table_name = 'quotes' AND column_name = 'lang') THEN
    ALTER TABLE quotes RENAME COLUMN lang TO language;
  END IF;
END $$;
CREATE OR REPLACE VIEW author_lookup AS SELECT name, id + 90000 AS author_id FROM authors;
