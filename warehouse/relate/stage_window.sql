-- The originals that are in no event, and the embedded articles of every event that reaches into the window
-- or is named. Grain and key: article_id. Bound: $embedder, $since, $until, $events. Events come whole.
-- Where $since is NULL, the named events alone. position: where its vector stands. Reads stage_untold.
CREATE OR REPLACE TEMP TABLE stage_window AS
WITH near_events AS (
    SELECT event_id
    FROM event
    WHERE (last_published_at >= $since AND first_published_at <= $until)
        OR event_id IN (SELECT unnest(CAST($events AS UUID[])))
),
told AS (
    SELECT article_id, event_id, score
    FROM event_article
    SEMI JOIN near_events USING (event_id)
),
compared AS (
    SELECT article_id, event_id, score FROM told
    UNION ALL
    SELECT article_id, NULL AS event_id, 0 AS score FROM stage_untold WHERE $since IS NOT NULL
)
SELECT
    article_vector.rowid AS position,
    article_id,
    published_at,
    language,
    event_id,
    score
FROM article_vector
INNER JOIN compared USING (article_id)
WHERE embedder = $embedder;
