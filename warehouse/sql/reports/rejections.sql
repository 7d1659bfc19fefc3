-- Title: What was dropped and why
-- Grain: one row for each item a run dropped (run_id, stage, key, entry_id); the span is of the run
-- Columns: started_at, run_id, stage, reason, key, detail, feed_id, entry_id, is_final
-- Parameters: since, until
SELECT
    run.started_at,
    rejection.run_id,
    rejection.stage,
    rejection.reason,
    rejection.key,
    rejection.detail,
    rejection.feed_id,
    rejection.entry_id,
    rejection.is_final
FROM rejection
INNER JOIN run USING (run_id)
WHERE
    ($since IS NULL OR run.started_at >= $since)
    AND ($until IS NULL OR run.started_at < $until)
ORDER BY
    run.started_at,
    rejection.run_id,
    rejection.stage,
    rejection.key,
    rejection.entry_id,
    rejection.feed_id,
    rejection.reason, rejection.detail, rejection.is_final;
