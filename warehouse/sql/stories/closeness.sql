-- Keep what finding stories found of events for the next run, and forget events that ended.
-- Grain and key: event_id. Reads stage_story_closeness.
MERGE INTO story_closeness USING
    stage_story_closeness AS staged
    ON story_closeness.event_id = staged.event_id
WHEN MATCHED THEN UPDATE BY NAME
WHEN NOT MATCHED THEN INSERT BY NAME;

DELETE FROM story_closeness
WHERE event_id NOT IN (SELECT event_id FROM event);
