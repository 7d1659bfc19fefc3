-- How many rejections are of runs that started before a time.
-- Grain: one row. Bound: $before.
SELECT count(*)
FROM rejection
SEMI JOIN (SELECT run_id FROM run WHERE started_at < $before) AS old USING (run_id);
