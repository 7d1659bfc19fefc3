-- The embedded articles of some events, as they are shown.
-- Grain and key: article_id. Bound: $embedder, $events. position is the row id of the vector.
CREATE OR REPLACE TEMP TABLE stage_window AS
WITH members AS (
    SELECT article_id, event_id
    FROM event_article
    WHERE event_id IN (SELECT unnest(CAST($events AS UUID[])))
)
SELECT
    article_vector.rowid AS position,
    article_id,
    published_at,
    language,
    event_id,
    FALSE AS is_compared
FROM article_vector
INNER JOIN members USING (article_id)
WHERE embedder = $embedder;
