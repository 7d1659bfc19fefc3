-- Forget the rows of events that their articles left. Grain and key: event_id.
DELETE FROM event
WHERE event_id IN (SELECT old_event_id FROM stage_moved) AND event_id NOT IN (SELECT event_id FROM event_article);
