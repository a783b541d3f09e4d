-- SELECT quotes
SELECT id, body, created_at, quote_score(id) AS likes
FROM quotes
WHERE author_id = ?
ORDER BY likes DESC, id
LIMIT 20
