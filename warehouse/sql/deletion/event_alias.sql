-- Ids that led to events which are no more.
-- Grain and key: old_event_id.
DELETE FROM event_alias
WHERE event_id NOT IN (SELECT event_id FROM event);
