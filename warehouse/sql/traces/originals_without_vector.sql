-- Originals that regrouping found in events, and that still have to be embedded.
-- Grain and key: article_id. Reads unrelated. Bound: $embedder.
WITH vectors AS (SELECT article_id FROM article_vector WHERE embedder = $embedder)
SELECT
    CAST(article.article_id AS VARCHAR) AS article_id,
    article.published_at,
    article.language,
    coalesce(article.title, '') AS title,
    article_text."text"
FROM unrelated
INNER JOIN article USING (article_id)
INNER JOIN article_text USING (article_id)
SEMI JOIN
    (SELECT article_id FROM syndication_member WHERE relation = 'original') AS originals
    USING (article_id)
SEMI JOIN event_article USING (article_id)
ANTI JOIN vectors USING (article_id)
ORDER BY article.published_at, article.article_id;
