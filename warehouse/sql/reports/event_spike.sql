-- Title: Days on which an event had more articles than expected
-- Grain: one row for each day and event
-- Columns: day, event_id, articles, expected, z, originals, owners, answered_share
-- Parameters: since, until
SELECT
    day,
    event_id,
    articles,
    expected,
    z,
    originals,
    owners,
    answered_share
FROM event_spike
WHERE
    ($since IS NULL OR day >= $since)
    AND ($until IS NULL OR day < $until)
ORDER BY day, event_id;
