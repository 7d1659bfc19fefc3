-- Put events into their stories.
-- Grain and key: event_id. Reads stage_story_moved. Bound: $at.
INSERT INTO story_event (story_id, event_id, score, method_version, valid_from)
SELECT story_id, event_id, score, method_version, $at
FROM stage_story_moved
WHERE story_id IS NOT NULL;
