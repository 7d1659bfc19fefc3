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
    ($since IS NULL OR day >= first_day_since($since))
    AND ($until IS NULL OR day < first_day_since($until))
ORDER BY day, event_id;
