-- The times around the originals that are in no event: each with $margin_s seconds before and
-- behind it, those that meet as one.
-- Grain and key: since. Reads stage_new_original. Bound: $embedder, $margin_s.
WITH times AS (
    SELECT DISTINCT published_at
    FROM article_vector
    SEMI JOIN stage_new_original USING (article_id)
    WHERE embedder = $embedder
),
marked AS (
    SELECT
        published_at,
        published_at - lag(published_at) OVER (ORDER BY published_at)
        > to_seconds(2 * $margin_s) AS is_apart
    FROM times
),
numbered AS (
    SELECT published_at, count(*) FILTER (WHERE is_apart) OVER (ORDER BY published_at) AS span
    FROM marked
)
SELECT
    min(published_at) - to_seconds($margin_s) AS since,
    max(published_at) + to_seconds($margin_s) AS until
FROM numbered
GROUP BY span
ORDER BY since;
