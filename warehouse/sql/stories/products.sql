-- All products of the window's events that were compared before, event by event.
-- Grain: a product; no key. Reads stage_window and stage_changed_event.
WITH compared AS (SELECT DISTINCT event_id FROM stage_window)
SELECT CAST(event_id AS VARCHAR) AS event_id, unnest(products) AS value
FROM story_closeness
SEMI JOIN compared USING (event_id)
ANTI JOIN stage_changed_event USING (event_id);
