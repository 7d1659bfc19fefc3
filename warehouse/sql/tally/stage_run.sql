-- The runs to check: those that are loaded and not published yet.
-- Grain and key: run_id.
CREATE OR REPLACE TEMP TABLE stage_run AS
SELECT run_id, started_at
FROM run
WHERE status = 'loaded';
