-- The events of the window: when each began, its story (empty for none), and whether it was
-- compared before and has not changed since.
-- Grain and key: event_id. Reads stage_window and stage_changed_event.
WITH compared AS (SELECT DISTINCT event_id FROM stage_window),
kept AS (SELECT event_id FROM story_closeness ANTI JOIN stage_changed_event USING (event_id))
SELECT
    CAST(event_id AS VARCHAR) AS event_id,
    epoch(event.first_published_at) AS begun_s,
    coalesce(CAST(story_event.story_id AS VARCHAR), '') AS story_id,
    kept.event_id IS NOT NULL AS is_compared
FROM compared
INNER JOIN event USING (event_id)
LEFT JOIN story_event USING (event_id)
LEFT JOIN kept USING (event_id)
ORDER BY event_id;
