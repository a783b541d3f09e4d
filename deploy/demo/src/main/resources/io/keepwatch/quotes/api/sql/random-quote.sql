-- SELECT quotes
WITH dice AS MATERIALIZED (SELECT 1 + floor(random() * max(id))::bigint AS id FROM quotes)
SELECT q.id, q.body, q.created_at, a.id AS author_id, a.name AS author
FROM quotes q JOIN authors a ON a.id = q.author_id
WHERE q.id >= (SELECT id FROM dice)
ORDER BY q.id
LIMIT 1
