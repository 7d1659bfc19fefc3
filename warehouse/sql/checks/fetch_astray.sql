-- Requests made since this load began that are of no run.
-- Grain: a finding. Reads what was asked since the first run began that is loaded and not published
-- yet.
WITH begun AS (SELECT min(started_at) AS at_first FROM run WHERE status = 'loaded')
SELECT fetch_id AS subject, run_id AS problem
FROM "fetch"
ANTI JOIN run USING (run_id)
WHERE requested_at >= (SELECT at_first FROM begun);
