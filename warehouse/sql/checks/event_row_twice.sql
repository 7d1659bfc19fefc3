-- Events and their titles that are in the warehouse twice.
-- Grain: a finding. Reads what the last tallying staged.
WITH touched AS (SELECT DISTINCT event_id FROM stage_touched),
parts AS (
    SELECT 'event' AS part, event_id FROM event
    UNION ALL
    SELECT 'event_title ' || language, event_id FROM event_title
    UNION ALL
    SELECT 'event_past ' || valid_from, event_id FROM event_past
    UNION ALL
    SELECT 'story since ' || valid_from, event_id FROM story_event_past
)
SELECT event_id AS subject, count(*) || ' rows: ' || part AS problem
FROM parts
SEMI JOIN touched USING (event_id)
GROUP BY event_id, part
HAVING count(*) > 1;
