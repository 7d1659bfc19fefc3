-- How many texts with a vector were published in some spans of time.
-- Grain: one row. Bound: $embedder, $since and $until (lists).
WITH spans AS (
    SELECT
        unnest(CAST($since AS TIMESTAMPTZ[])) AS since,
        unnest(CAST($until AS TIMESTAMPTZ[])) AS until
)
SELECT count(*)
FROM article_vector
SEMI JOIN spans ON article_vector.published_at BETWEEN spans.since AND spans.until
WHERE embedder = $embedder;
