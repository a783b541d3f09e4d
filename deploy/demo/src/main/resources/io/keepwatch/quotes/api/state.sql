SELECT EXISTS (SELECT FROM information_schema.columns
               WHERE table_schema = 'public' AND table_name = 'quotes' AND column_name = 'language') AS errors,
       to_regclass('public.likes_quote_id_idx') IS NULL                                             AS slow,
       ? - (SELECT count(*) FROM quotes WHERE id <= ?)                                              AS missing
