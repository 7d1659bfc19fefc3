-- Write them.
-- Grain and key: event_id.
DELETE FROM event;
INSERT INTO event BY NAME FROM stage_event;
