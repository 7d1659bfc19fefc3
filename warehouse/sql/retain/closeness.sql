-- What grouping kept of texts published before a time.
-- Grain and key: article_id. Bound: $before.
DELETE FROM article_closeness
WHERE published_at < $before;
