-- Title: Events of each ISO week by how many articles report them
-- Grain: one row for each week and event; the span is of the week's Monday
-- Columns: week, rank, event_id, title, articles, originals, owners, answered_share
-- Parameters: since, until
SELECT
    week,
    rank,
    event_id,
    title,
    articles,
    originals,
    owners,
    answered_share
FROM event_top_weekly
WHERE
    ($since IS NULL OR week >= first_day_since($since))
    AND ($until IS NULL OR week < first_day_since($until))
ORDER BY week, rank;
