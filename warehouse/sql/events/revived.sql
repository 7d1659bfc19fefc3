-- An event that is there again is an alias no more.
-- Grain and key: old_event_id.
DELETE FROM event_alias
WHERE old_event_id IN (SELECT event_id FROM stage_central);
