-- Requests made since this load began that belong to no run.
-- Grain: a finding. Reads the requests since the first run began that is loaded and not published
-- yet.
WITH begun AS (SELECT min(started_at) AS at_first FROM stage_run)
SELECT fetch_id AS subject, run_id AS problem
FROM "fetch"
ANTI JOIN run USING (run_id)
WHERE requested_at >= (SELECT at_first FROM begun);
