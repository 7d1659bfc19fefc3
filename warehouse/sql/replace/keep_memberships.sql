-- Keep the memberships of articles whose text has changed.
-- Grain and key: (article_id, valid_from). Bound: $at.
INSERT INTO event_article_past
SELECT event_id, article_id, score, method_version, valid_from, $at AS valid_to
FROM event_article
SEMI JOIN
    (SELECT article_id FROM stage_changed WHERE is_text_changed) AS changed
    USING (article_id);
