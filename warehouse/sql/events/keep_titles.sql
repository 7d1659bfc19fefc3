-- Keep the titles of events that change or end.
-- Grain and key: (event_id, valid_from). Bound: $at. Their places are looked up first: with the
-- titles at once those of all are read.
INSERT INTO event_past
WITH changed AS (
    SELECT event_id FROM stage_central
    UNION ALL
    SELECT old_event_id FROM stage_moved
),
places AS (SELECT rowid AS place FROM event WHERE event_id IN (SELECT event_id FROM changed))
SELECT event_id, title, representative_article_id, valid_from, $at AS valid_to
FROM event
WHERE rowid IN (SELECT place FROM places);
