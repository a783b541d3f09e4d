-- SELECT authors
SELECT id, name, born, died FROM authors WHERE id = ?
