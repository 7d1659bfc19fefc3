-- Forget the counts of touched days and events. Grain: a row of each table of counts.
DELETE FROM language_day WHERE day IN (SELECT day FROM stage_touched);
DELETE FROM outlet_day WHERE day IN (SELECT day FROM stage_touched);
DELETE FROM event_day
WHERE
    event_id IN (SELECT event_id FROM stage_touched) AND day >= (SELECT first_day FROM stage_reach);
DELETE FROM event_before
WHERE
    event_id IN (SELECT event_id FROM stage_touched) AND day >= (SELECT first_day FROM stage_reach);
DELETE FROM event_week
WHERE
    event_id IN (SELECT event_id FROM stage_touched)
    AND week >= (SELECT first_day - 6 FROM stage_reach);
DELETE FROM event_language
WHERE
    event_id IN (SELECT event_id FROM stage_touched)
    AND first_published_at >= (SELECT first_at FROM stage_reach);
DELETE FROM event_tally WHERE rowid IN (SELECT event_row FROM stage_counted_event);
DELETE FROM language_pace
WHERE
    day BETWEEN (SELECT min(day) FROM stage_touched) AND (SELECT max(day) + 28 FROM stage_touched);
