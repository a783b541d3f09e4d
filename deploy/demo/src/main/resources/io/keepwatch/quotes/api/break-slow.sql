-- The index that the score needs is gone, and the score asks a far-away ranking for each quote.
DROP INDEX IF EXISTS likes_quote_id_idx;
CREATE OR REPLACE FUNCTION quote_score(quote bigint) RETURNS bigint LANGUAGE plpgsql STABLE AS $$
BEGIN
  PERFORM pg_sleep(0.028);
  RETURN (SELECT count(*) FROM likes WHERE quote_id = quote);
END $$;
