-- Articles of a request or a run that the warehouse does not have.
-- Grain: a finding. Reads what the last tallying staged.
WITH changed AS (SELECT article_id, fetch_id, run_id FROM article SEMI JOIN stage_article USING (article_id))
SELECT article_id AS subject, 'run ' || run_id AS problem
FROM changed
ANTI JOIN run USING (run_id)
UNION ALL
SELECT article_id, 'fetch ' || fetch_id
FROM changed
ANTI JOIN "fetch" USING (fetch_id)
WHERE fetch_id IS NOT NULL;
