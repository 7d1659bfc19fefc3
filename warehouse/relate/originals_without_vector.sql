-- Originals that still have to be embedded, because their group is in no event. Key: article_id.
-- Bound: $embedder.
WITH told_groups AS (
    SELECT DISTINCT group_id
    FROM syndication_member
    INNER JOIN event_article USING (article_id)
),
vectors AS (SELECT article_id FROM article_vector WHERE embedder = $embedder)
SELECT article.article_id, article.published_at, article.language, article.title, article_text."text"
FROM syndication_member
INNER JOIN article USING (article_id)
INNER JOIN article_text USING (article_id)
ANTI JOIN told_groups USING (group_id)
ANTI JOIN vectors USING (article_id)
WHERE syndication_member.relation = 'original'
ORDER BY article.published_at, article.article_id;
