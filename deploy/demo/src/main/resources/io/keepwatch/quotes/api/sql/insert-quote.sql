-- INSERT quotes
INSERT INTO quotes (author_id, body) VALUES (?, ?) RETURNING id
