-- Their groups of copies.
INSERT INTO syndication_member
SELECT
    original.article_id, made.article_id,
    CASE WHEN made.n = made.original_number THEN 'original' ELSE 'near' END, 1, 'made'
FROM made
INNER JOIN made AS original ON made.original_number = original.n
ORDER BY made.published_at;
