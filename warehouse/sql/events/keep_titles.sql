-- Keep the titles of events that change or end.
-- Grain and key: (event_id, valid_from). Bound: $at. Row ids are looked up first: a query for the
-- titles themselves would read those of all events.
INSERT INTO event_past
WITH changed AS (
    SELECT event_id FROM stage_central
    UNION ALL
    SELECT old_event_id FROM stage_moved
),
row_ids AS (SELECT rowid AS row_id FROM event WHERE event_id IN (SELECT event_id FROM changed))
SELECT event_id, title, representative_article_id, valid_from, $at AS valid_to
FROM event
WHERE rowid IN (SELECT row_id FROM row_ids);
