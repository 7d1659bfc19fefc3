-- The stories whose events have come, gone or changed.
-- Grain and key: story_id. Reads stage_story_moved and stage_changed_event.
CREATE OR REPLACE TEMP TABLE stage_story AS
SELECT story_id FROM story_event SEMI JOIN stage_changed_event USING (event_id)
UNION
SELECT story_id FROM stage_story_moved WHERE story_id IS NOT NULL
UNION
SELECT old_story_id FROM stage_story_moved WHERE old_story_id IS NOT NULL;
