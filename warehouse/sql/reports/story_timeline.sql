-- Title: The events of each story in their order
-- Grain: one row for each event in a story (story_id, event_id); the span is of the event's first
--     article
-- Columns: story_id, position, event_id, title, title_language, first_published_at,
--     last_published_at, hours_later, articles, originals, owners, languages, score
-- Parameters: since, until
SELECT
    story_id,
    position,
    event_id,
    title,
    title_language,
    first_published_at,
    last_published_at,
    hours_later,
    articles,
    originals,
    owners,
    languages,
    score
FROM story_timeline
WHERE
    ($since IS NULL OR first_published_at >= $since)
    AND ($until IS NULL OR first_published_at < $until)
ORDER BY story_id, position;
