-- When the originals that are in no event were published. Grain: one row, its values NULL where there are
-- none. Bound: $embedder.
WITH told_groups AS (
    SELECT DISTINCT group_id
    FROM syndication_member
    INNER JOIN event_article USING (article_id)
),
untold AS (
    SELECT article_vector.published_at
    FROM syndication_member
    INNER JOIN article_vector USING (article_id)
    ANTI JOIN told_groups USING (group_id)
    WHERE relation = 'original' AND embedder = $embedder
)
SELECT min(published_at) AS first_at, max(published_at) AS last_at
FROM untold;
