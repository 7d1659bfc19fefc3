-- Keep the titles of events that an article whose text has changed tells of.
-- Grain and key: (event_id, valid_from). Bound: $at.
INSERT INTO event_past
SELECT event_id, title, representative_article_id, valid_from, $at AS valid_to
FROM event
WHERE event_id IN (
    SELECT event_id
    FROM event_article
    SEMI JOIN
        (SELECT article_id FROM stage_changed WHERE is_text_changed) AS changed
        USING (article_id)
);
