-- The run that was published last.
-- Grain: one row, none before the first.
SELECT max(run_id) AS run_id FROM run WHERE status = 'succeeded';
