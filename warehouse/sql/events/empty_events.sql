-- Forget the rows of events that their articles left.
-- Grain and key: event_id.
WITH left_events AS (
    SELECT DISTINCT old_event_id AS event_id FROM stage_moved WHERE old_event_id IS NOT NULL
),
kept AS (SELECT event_id FROM event_article SEMI JOIN left_events USING (event_id))
DELETE FROM event
WHERE event_id IN (FROM left_events ANTI JOIN kept USING (event_id));
