-- Forget the counts of touched days and events.
DELETE FROM language_day WHERE day IN (SELECT day FROM stage_touched);
DELETE FROM event_day WHERE event_id IN (SELECT event_id FROM stage_touched);
DELETE FROM event_language WHERE event_id IN (SELECT event_id FROM stage_touched);
DELETE FROM event_tally WHERE event_id IN (SELECT event_id FROM stage_touched);
