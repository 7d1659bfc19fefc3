-- Forget the titles of events that changed or are no more.
-- Grain and key: (event_id, language).
DELETE FROM event_title
WHERE
    event_id IN (
        SELECT event_id FROM stage_central
        UNION ALL
        SELECT old_event_id FROM stage_moved
    );
