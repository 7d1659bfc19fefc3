-- Spans of time around some moments: $margin_s seconds before and after each, with overlapping ones
-- merged.
-- Grain and key: since. Reads stage_moment. Bound: $margin_s.
WITH marked AS (
    SELECT
        published_at,
        published_at - lag(published_at) OVER (ORDER BY published_at)
        > to_seconds(2 * $margin_s) AS is_apart
    FROM stage_moment
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
