-- What is in an event has been related.
-- Grain and key: article_id.
DELETE FROM unrelated
WHERE article_id IN (SELECT article_id FROM event_article SEMI JOIN unrelated USING (article_id));
