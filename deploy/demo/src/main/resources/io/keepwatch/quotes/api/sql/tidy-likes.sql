-- DELETE likes
DELETE FROM likes WHERE id <= (SELECT max(id) FROM likes) - ?
