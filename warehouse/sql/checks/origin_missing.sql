-- Articles of a request or a run that the warehouse does not have.
-- Grain: a finding. Reads what the last tallying staged. Requests that went for their age are not
-- missed.
WITH changed AS (
    SELECT article_id, fetch_id, run_id, fetched_at
    FROM article
    SEMI JOIN stage_article USING (article_id)
),
let_go AS (SELECT max(before_at) AS before_at FROM retained WHERE kind IN ('fetch', 'archive'))
SELECT article_id AS subject, 'run ' || run_id AS problem
FROM changed
ANTI JOIN run USING (run_id)
UNION ALL
SELECT article_id, 'fetch ' || fetch_id
FROM changed
ANTI JOIN "fetch" USING (fetch_id)
CROSS JOIN let_go
WHERE fetch_id IS NOT NULL AND fetched_at >= coalesce(let_go.before_at, '-infinity');
