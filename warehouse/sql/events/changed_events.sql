-- The living events whose articles have changed.
-- Grain and key: event_id. Reads stage_moved.
WITH changed AS (
    SELECT event_id FROM stage_moved
    UNION
    SELECT old_event_id FROM stage_moved
)
SELECT DISTINCT CAST(event_id AS VARCHAR) AS event_id
FROM event_article
SEMI JOIN changed USING (event_id)
ORDER BY event_id;
