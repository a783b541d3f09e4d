-- SELECT author_lookup
SELECT author_id FROM author_lookup WHERE name = ?
