-- The events of the story of an event, in the order in which they began; none for an event
-- without a story.
-- Grain and key: event_id. Bound: $id.
WITH own AS (SELECT story_id FROM story_event WHERE CAST(event_id AS VARCHAR) = $id)
SELECT
    story_timeline.story_id,
    story_summary.title AS story_title,
    story_timeline.position,
    story_timeline.event_id,
    story_timeline.title,
    story_timeline.first_published_at,
    story_timeline.articles AS article_count
FROM story_timeline
SEMI JOIN own USING (story_id)
INNER JOIN story_summary USING (story_id)
ORDER BY story_timeline.position;
