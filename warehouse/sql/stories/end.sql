-- End stories of which one event is left.
-- Grain and key: (event_id, valid_from). Bound: $at.
CREATE OR REPLACE TEMP TABLE stage_story_alone AS
SELECT any_value(event_id) AS event_id
FROM story_event
GROUP BY story_id
HAVING count(*) = 1;

INSERT INTO story_event_past
SELECT story_id, event_id, score, method_version, valid_from, $at AS valid_to
FROM story_event
SEMI JOIN stage_story_alone USING (event_id);

DELETE FROM story_event
WHERE event_id IN (SELECT event_id FROM stage_story_alone);

DELETE FROM story
WHERE story_id NOT IN (SELECT story_id FROM story_event);
