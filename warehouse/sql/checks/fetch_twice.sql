-- Requests of this load that are in the warehouse twice.
-- Grain: a finding. Reads the runs of stage_run.
WITH loaded AS (
    SELECT fetch_id FROM "fetch" SEMI JOIN stage_run USING (run_id)
)
SELECT fetch_id AS subject, count(*) || ' rows' AS problem
FROM "fetch"
SEMI JOIN loaded USING (fetch_id)
GROUP BY fetch_id
HAVING count(*) > 1;
