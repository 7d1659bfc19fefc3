-- Keep the titles of events that change or end. Grain and key: (event_id, valid_from). Bound: $at.
INSERT INTO event_past
SELECT event_id, title, representative_article_id, valid_from, $at AS valid_to
FROM event
WHERE event_id IN (SELECT event_id FROM stage_central UNION ALL SELECT old_event_id FROM stage_moved);
