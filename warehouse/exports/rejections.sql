-- What was dropped and why, one item a row.
-- Key: (run_id, stage, key, entry_id). Bound: $since, $until (UTC, of the run; until is exclusive).
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
WHERE ($since IS NULL OR run.started_at >= $since)
    AND ($until IS NULL OR run.started_at < $until)
ORDER BY run.started_at, rejection.stage, rejection.key, rejection.entry_id;
