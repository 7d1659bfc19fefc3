-- An event that exists again is no longer an alias.
-- Grain and key: old_event_id.
DELETE FROM event_alias
WHERE old_event_id IN (SELECT event_id FROM stage_central);
