-- Which story each event was in then.
-- Grain and key: event_id. Bound: $at.
CREATE OR REPLACE TEMP TABLE stage_story_event AS
WITH places AS (
    SELECT story_id, event_id, score, method_version, valid_from FROM story_event
    UNION ALL
    SELECT story_id, event_id, score, method_version, valid_from
    FROM story_event_past
    WHERE valid_to > $at
)
SELECT *
FROM places
SEMI JOIN event USING (event_id)
WHERE valid_from <= $at
QUALIFY row_number() OVER (PARTITION BY event_id ORDER BY valid_from) = 1;
