-- From now on such events have the titles they get.
-- Grain and key: event_id. Bound: $at.
UPDATE event SET valid_from = $at
WHERE event_id IN (
    SELECT event_id
    FROM event_article
    SEMI JOIN
        (SELECT article_id FROM stage_changed WHERE is_text_changed) AS changed
        USING (article_id)
);
