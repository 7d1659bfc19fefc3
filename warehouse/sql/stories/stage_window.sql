-- The texts by which events are compared, the most central of each language: those of the events
-- that began in one of the spans, and of all events of their stories.
-- Grain and key: article_id. Bound: $embedder, $since and $until (lists), $most_events (of more,
-- those that most originals report). position is the row id of the vector.
CREATE OR REPLACE TEMP TABLE stage_window AS
WITH spans AS (
    SELECT
        unnest(CAST($since AS TIMESTAMPTZ[])) AS since,
        unnest(CAST($until AS TIMESTAMPTZ[])) AS until
),
begun AS (
    SELECT event_id
    FROM event
    SEMI JOIN spans ON event.first_published_at BETWEEN spans.since AND spans.until
),
originals AS (SELECT article_id FROM syndication_member WHERE relation = 'original'),
reported AS (
    SELECT event_id
    FROM event_article
    SEMI JOIN begun USING (event_id)
    SEMI JOIN originals USING (article_id)
    GROUP BY event_id
    QUALIFY row_number() OVER (ORDER BY count(*) DESC, event_id) <= $most_events
),
near_stories AS (SELECT DISTINCT story_id FROM story_event SEMI JOIN begun USING (event_id)),
compared AS (
    SELECT event_id FROM reported
    UNION
    SELECT event_id FROM story_event SEMI JOIN near_stories USING (story_id)
)
SELECT
    article_vector.rowid AS position,
    article_vector.article_id,
    article_vector.published_at,
    article_vector.language,
    event_title.event_id,
    FALSE AS is_compared
FROM article_vector
INNER JOIN event_title USING (article_id)
SEMI JOIN compared ON event_title.event_id = compared.event_id
WHERE article_vector.embedder = $embedder;
