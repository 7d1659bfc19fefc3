-- The originals that are in no event, and the embedded articles of every event that reaches into
-- one of the spans or is named.
-- Grain and key: article_id. Bound: $embedder, $since and $until (lists), $events. Events come
-- whole. Without spans, the named events alone. position: where its vector stands. Reads
-- stage_new_original.
CREATE OR REPLACE TEMP TABLE stage_window AS
WITH spans AS (
    SELECT
        unnest(CAST($since AS TIMESTAMPTZ[])) AS since,
        unnest(CAST($until AS TIMESTAMPTZ[])) AS until
),
near_events AS (
    SELECT event.event_id
    FROM event
    INNER JOIN
        spans
        ON event.last_published_at >= spans.since AND event.first_published_at <= spans.until
    UNION
    SELECT event_id FROM event WHERE event_id IN (SELECT unnest(CAST($events AS UUID[])))
),
told AS (
    SELECT article_id, event_id, score
    FROM event_article
    SEMI JOIN near_events USING (event_id)
),
compared AS (
    SELECT article_id, event_id, score FROM told
    UNION ALL
    SELECT article_id, NULL AS event_id, 0 AS score FROM stage_new_original
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
