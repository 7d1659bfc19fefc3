-- Texts fetched before a time.
-- Grain and key: article_id. Bound: $before.
DELETE FROM article_text
WHERE article_id IN (SELECT article_id FROM article WHERE fetched_at < $before);
