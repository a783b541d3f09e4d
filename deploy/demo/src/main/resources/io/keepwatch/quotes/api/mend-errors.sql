DO $$
BEGIN
  IF EXISTS (SELECT FROM information_schema.columns
             WHERE table_schema = 'public' AND table_name = 'quotes' AND column_name = 'language') THEN
    ALTER TABLE quotes RENAME COLUMN language TO lang;
  END IF;
END $$;
CREATE OR REPLACE VIEW author_lookup AS SELECT name, id AS author_id FROM authors;
