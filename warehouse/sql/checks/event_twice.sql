-- Articles in two events.
-- Grain: a finding. Reads what the last tallying staged.
SELECT article_id AS subject, count(*) || ' events' AS problem
FROM event_article
SEMI JOIN stage_article USING (article_id)
GROUP BY article_id
HAVING count(*) > 1;
