-- The originals that are in no event, and the embedded articles of every event that overlaps one of
-- the spans, as grouping alone decided; events come whole.
-- Grain and key: article_id. Bound: $embedder, $since and $until (lists). position is the row id of
-- the vector. Reads stage_new_original and stage_reached.
CREATE OR REPLACE TEMP TABLE stage_window AS
WITH spans AS (
    SELECT
        unnest(CAST($since AS TIMESTAMPTZ[])) AS since,
        unnest(CAST($until AS TIMESTAMPTZ[])) AS until
),
events AS (
    SELECT event_id, first_published_at, last_published_at
    FROM event
    ANTI JOIN stage_reached USING (event_id)
    UNION ALL
    SELECT event_id, min(published_at), max(published_at) FROM stage_reached GROUP BY event_id
),
near_events AS (
    SELECT DISTINCT events.event_id
    FROM events
    INNER JOIN
        spans
        ON events.last_published_at >= spans.since AND events.first_published_at <= spans.until
),
compared AS (
    SELECT article_id, event_id
    FROM event_article
    SEMI JOIN near_events USING (event_id)
    ANTI JOIN stage_reached USING (article_id)
    UNION ALL
    SELECT article_id, event_id FROM stage_reached SEMI JOIN near_events USING (event_id)
    UNION ALL
    SELECT article_id, NULL AS event_id FROM stage_new_original
),
closeness AS (SELECT article_id FROM article_closeness SEMI JOIN compared USING (article_id))
SELECT
    article_vector.rowid AS position,
    article_id,
    published_at,
    language,
    event_id,
    closeness.article_id IS NOT NULL AS is_compared
FROM article_vector
INNER JOIN compared USING (article_id)
LEFT JOIN closeness USING (article_id)
WHERE embedder = $embedder;
