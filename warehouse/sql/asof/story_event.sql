-- Write them.
-- Grain and key: event_id.
DELETE FROM story_event;
INSERT INTO story_event BY NAME FROM stage_story_event;
DELETE FROM story WHERE story_id NOT IN (SELECT story_id FROM story_event);
