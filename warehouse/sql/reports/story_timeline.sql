-- Title: The events of each story in their order
-- Grain: one row for each event in a story (story_id, event_id); the span is of the event's first
--     article
-- Columns: story_id, story_title, position, event_id, title, title_language,
--     first_published_at, last_published_at, hours_later, articles, originals, owners, languages,
--     score
-- Parameters: since, until
SELECT
    story_timeline.story_id,
    story_summary.title AS story_title,
    story_timeline.position,
    story_timeline.event_id,
    story_timeline.title,
    story_timeline.title_language,
    story_timeline.first_published_at,
    story_timeline.last_published_at,
    story_timeline.hours_later,
    story_timeline.articles,
    story_timeline.originals,
    story_timeline.owners,
    story_timeline.languages,
    story_timeline.score
FROM story_timeline
LEFT JOIN story_summary USING (story_id)
WHERE
    ($since IS NULL OR story_timeline.first_published_at >= $since)
    AND ($until IS NULL OR story_timeline.first_published_at < $until)
ORDER BY story_timeline.story_id, story_timeline.position;
