-- Keep the memberships that end.
-- Grain and key: (article_id, valid_from). Bound: $at.
INSERT INTO event_article_past
SELECT event_id, article_id, score, method_version, valid_from, $at AS valid_to
FROM event_article
SEMI JOIN stage_moved USING (article_id);
