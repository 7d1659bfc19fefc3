-- Originals whose group is in no event yet, with their vectors. Grain and key: article_id.
-- Bound: $embedder.
WITH told_groups AS (
    SELECT DISTINCT group_id
    FROM syndication_member
    INNER JOIN event_article USING (article_id)
)
SELECT article_id, article_vector.published_at, article_vector.language, vector, numbers
FROM syndication_member
INNER JOIN article_vector USING (article_id)
ANTI JOIN told_groups USING (group_id)
WHERE relation = 'original' AND embedder = $embedder
ORDER BY article_vector.published_at, article_id;
