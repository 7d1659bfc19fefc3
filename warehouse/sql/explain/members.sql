-- The originals of an event, and others by their ids.
-- Grain and key: article_id. Bound: $id, of the event, and $articles (a list).
SELECT
    article.article_id,
    article.url,
    article.title,
    article.outlet_id,
    article.language,
    article.published_at,
    event_article.event_id, event_article.score, event_article.method_version,
    article_vector.embedder
FROM event_article
INNER JOIN article USING (article_id)
INNER JOIN article_vector USING (article_id)
WHERE
    CAST(event_article.event_id AS VARCHAR) = $id
    OR event_article.article_id IN (SELECT unnest(CAST($articles AS UUID[])))
ORDER BY article.published_at, article.article_id;
