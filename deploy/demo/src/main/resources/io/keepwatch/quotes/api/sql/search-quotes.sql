-- SELECT quotes
SELECT hit.id, hit.body, hit.created_at, a.id AS author_id, a.name AS author, hit.lang, quote_score(hit.id) AS likes
FROM (SELECT id, body, created_at, author_id, lang FROM quotes WHERE body ILIKE ? ORDER BY id DESC LIMIT 20) hit
JOIN authors a ON a.id = hit.author_id
ORDER BY likes DESC, hit.id
