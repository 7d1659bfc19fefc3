-- The originals of an event.
-- Grain and key: article_id. Bound: $id, of the event.
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
WHERE CAST(event_article.event_id AS VARCHAR) = $id
ORDER BY article.published_at, article.article_id;
