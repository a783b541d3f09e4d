-- SELECT quotes
SELECT q.id, q.body, q.created_at, a.id AS author_id, a.name AS author
FROM quotes q JOIN authors a ON a.id = q.author_id
WHERE q.id = ?
