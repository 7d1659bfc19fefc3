-- Events that come into a story, leave one or have ended; story_id is NULL for those that only
-- leave.
-- Grain and key: event_id. Reads stage_story_member.
CREATE OR REPLACE TEMP TABLE stage_story_moved AS
SELECT
    stage_story_member.event_id,
    stage_story_member.story_id,
    stage_story_member.score,
    stage_story_member.method_version,
    now_in.story_id AS old_story_id
FROM stage_story_member
LEFT JOIN story_event AS now_in USING (event_id)
WHERE now_in.story_id IS DISTINCT FROM stage_story_member.story_id
UNION ALL
SELECT story_event.event_id, NULL, NULL, NULL, story_event.story_id
FROM story_event
ANTI JOIN event USING (event_id);
