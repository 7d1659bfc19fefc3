-- How many texts were fetched before a time.
-- Grain: one row. Bound: $before.
SELECT count(*)
FROM article_text
SEMI JOIN (SELECT article_id FROM article WHERE fetched_at < $before) AS old USING (article_id);
