-- Keep the places of events in stories that they leave.
-- Grain and key: (event_id, valid_from). Reads stage_story_moved. Bound: $at.
INSERT INTO story_event_past
SELECT story_id, event_id, score, method_version, valid_from, $at AS valid_to
FROM story_event
SEMI JOIN stage_story_moved USING (event_id);

DELETE FROM story_event
WHERE event_id IN (SELECT event_id FROM stage_story_moved);
