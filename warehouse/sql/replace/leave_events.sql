-- Take articles whose text has changed out of their events, by grouping and by corrections.
-- Grain and key: article_id.
DELETE FROM event_article
WHERE article_id IN (SELECT article_id FROM stage_changed WHERE is_text_changed);

DELETE FROM event_article_uncorrected
WHERE article_id IN (SELECT article_id FROM stage_changed WHERE is_text_changed);
