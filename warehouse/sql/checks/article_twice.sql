-- Articles that are in the warehouse twice.
-- Grain: a finding. Reads what the last tallying staged.
SELECT article_id AS subject, count(*) || ' rows' AS problem
FROM article
SEMI JOIN stage_article USING (article_id)
GROUP BY article_id
HAVING count(*) > 1;
