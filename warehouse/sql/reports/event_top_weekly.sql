-- Title: Events of each ISO week by how much is told of them
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
    ($since IS NULL OR week >= $since)
    AND ($until IS NULL OR week < $until)
ORDER BY week, rank;
