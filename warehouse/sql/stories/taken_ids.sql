-- The events of the window whose id is also the id of a story.
-- Grain and key: event_id. Reads stage_window.
SELECT DISTINCT CAST(event_id AS VARCHAR) AS event_id
FROM stage_window
SEMI JOIN story ON stage_window.event_id = story.story_id;
