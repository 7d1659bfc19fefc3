-- Title: Days on which an event had more articles than expected
-- Grain: one row for each day and event
-- Columns: day, event_id, title, articles, expected, z, originals, owners, answered_share
-- Parameters: since, until
SELECT
    event_spike.day,
    event_spike.event_id,
    event_tally.title,
    event_spike.articles,
    event_spike.expected,
    event_spike.z,
    event_spike.originals,
    event_spike.owners,
    event_spike.answered_share
FROM event_spike
LEFT JOIN event_tally USING (event_id)
WHERE
    ($since IS NULL OR event_spike.day >= first_day_since($since))
    AND ($until IS NULL OR event_spike.day < first_day_since($until))
ORDER BY event_spike.day, event_spike.event_id;
