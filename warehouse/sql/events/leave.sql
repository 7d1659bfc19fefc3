-- Take articles out of the events they were in.
-- Grain and key: article_id.
DELETE FROM event_article
WHERE article_id IN (SELECT article_id FROM stage_moved WHERE old_event_id IS NOT NULL);
