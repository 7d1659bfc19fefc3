-- Where the texts that corrections name stand, and with them all texts of those events.
-- Grain and key: article_id. Bound: $articles.
WITH named AS (SELECT CAST(unnest($articles) AS UUID) AS article_id),
events AS (SELECT DISTINCT event_id FROM event_article SEMI JOIN named USING (article_id))
SELECT
    CAST(article_id AS VARCHAR) AS article_id,
    CAST(event_id AS VARCHAR) AS event_id,
    embedder,
    published_at
FROM event_article
SEMI JOIN events USING (event_id)
INNER JOIN article_vector USING (article_id)
ORDER BY published_at, article_id;
