-- Rejections of runs that started before a time; the runs keep their counts.
-- Grain: a rejection. Bound: $before.
DELETE FROM rejection
WHERE run_id IN (SELECT run_id FROM run WHERE started_at < $before);
