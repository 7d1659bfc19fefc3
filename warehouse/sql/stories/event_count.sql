-- How many events began in some spans of time.
-- Grain: one row. Bound: $since and $until (lists).
WITH spans AS (
    SELECT
        unnest(CAST($since AS TIMESTAMPTZ[])) AS since,
        unnest(CAST($until AS TIMESTAMPTZ[])) AS until
)
SELECT count(*)
FROM event
SEMI JOIN spans ON event.first_published_at BETWEEN spans.since AND spans.until;
