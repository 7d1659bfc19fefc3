-- Articles published more than a day after they were fetched.
-- Grain: a finding. Reads what the last tallying staged.
SELECT article_id AS subject, published_at AS problem
FROM article
SEMI JOIN stage_article USING (article_id)
WHERE published_at > fetched_at + INTERVAL 1 DAY;
