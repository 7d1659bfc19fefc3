-- Embedded articles of the window that have their event. Grain and key: article_id.
-- Bound: $embedder, $since, $until. Events that reach into the window come whole.
WITH near_events AS (
    SELECT event_id
    FROM event
    WHERE last_published_at >= $since AND first_published_at <= $until
)
SELECT article_id, published_at, language, vector, numbers, event_id
FROM article_vector
INNER JOIN event_article USING (article_id)
SEMI JOIN near_events USING (event_id)
WHERE embedder = $embedder
ORDER BY published_at, article_id;
