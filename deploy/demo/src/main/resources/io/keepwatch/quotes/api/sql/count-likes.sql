-- SELECT likes
SELECT count(*) FROM likes WHERE quote_id = ?
