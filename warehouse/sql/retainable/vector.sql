-- How many vectors are of texts published before a time.
-- Grain: one row. Bound: $before.
SELECT count(*)
FROM article_vector
WHERE published_at < $before;
