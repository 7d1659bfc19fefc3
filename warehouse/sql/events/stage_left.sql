-- The titles of the events that articles leave, before these change.
-- Grain and key: event_id. Reads stage_moved.
CREATE OR REPLACE TEMP TABLE stage_left AS
SELECT event_id, title
FROM event
WHERE event_id IN (SELECT old_event_id FROM stage_moved);
