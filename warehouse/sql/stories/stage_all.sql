-- All stories.
-- Grain and key: story_id.
CREATE OR REPLACE TEMP TABLE stage_story AS
SELECT DISTINCT story_id FROM story_event;
