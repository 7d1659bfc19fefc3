-- Keep what grouping alone decided of articles that a correction has moved, and of no others.
-- Grain and key: article_id. Reads stage_grouped and stage_shown.
DELETE FROM event_article_uncorrected
WHERE article_id IN (SELECT article_id FROM stage_grouped);

INSERT INTO event_article_uncorrected BY NAME
SELECT article_id, event_id, score, method_version
FROM stage_grouped
SEMI JOIN (SELECT article_id FROM stage_shown WHERE is_corrected) AS corrected USING (article_id);
