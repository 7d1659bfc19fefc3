-- The model that made the vector of the latest text of some events.
-- Grain: one row; NULL where none has a vector. Bound: $events.
WITH members AS (
    SELECT article_id
    FROM event_article
    WHERE event_id IN (SELECT unnest(CAST($events AS UUID[])))
)
SELECT arg_max(embedder, published_at)
FROM article_vector
SEMI JOIN members USING (article_id);
