-- Requests of this load that stand in the warehouse twice.
-- Grain: a finding. Reads the runs that are loaded and not published yet.
WITH loaded AS (
    SELECT fetch_id FROM "fetch" SEMI JOIN (FROM run WHERE status = 'loaded') AS runs USING (run_id)
)
SELECT fetch_id AS subject, count(*) || ' rows' AS problem
FROM "fetch"
SEMI JOIN loaded USING (fetch_id)
GROUP BY fetch_id
HAVING count(*) > 1;
