-- Vectors of texts published before a time.
-- Grain and key: article_id. Bound: $before.
DELETE FROM article_vector
WHERE published_at < $before;
