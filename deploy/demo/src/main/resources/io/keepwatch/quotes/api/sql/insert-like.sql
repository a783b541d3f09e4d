-- INSERT likes
INSERT INTO likes (quote_id, visitor) SELECT id, ? FROM quotes WHERE id = ? RETURNING id
