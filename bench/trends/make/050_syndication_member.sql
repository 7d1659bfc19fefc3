-- Their groups of copies: a quarter copies one of the fifty before it.
INSERT INTO syndication_member SELECT CAST(md5('a' || original_number) AS UUID), article_id,
    CASE WHEN n = original_number THEN 'original' ELSE 'near' END, 1, 'made'
FROM made;
