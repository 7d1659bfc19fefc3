-- Items that this load dropped twice at one stage.
-- Grain: a finding. Reads the runs of stage_run. Pages read again have no
-- feed and may repeat.
SELECT run_id || ' ' || stage || ' ' || key AS subject, count(*) || ' rows' AS problem
FROM rejection
SEMI JOIN stage_run USING (run_id)
WHERE feed_id IS NOT NULL
GROUP BY run_id, stage, key, feed_id, entry_id
HAVING count(*) > 1;
