-- DELETE quotes
DELETE FROM quotes WHERE id > ? AND id <= (SELECT max(id) FROM quotes) - ?
