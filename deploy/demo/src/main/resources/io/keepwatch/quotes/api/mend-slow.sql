CREATE INDEX IF NOT EXISTS likes_quote_id_idx ON likes (quote_id);
CREATE OR REPLACE FUNCTION quote_score(quote bigint) RETURNS bigint LANGUAGE sql STABLE AS
  'SELECT count(*) FROM likes WHERE quote_id = quote';
