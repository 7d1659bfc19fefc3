-- The days of a week: what was read, and whether Parallax watched.
-- Grain and key: day. Bound: $week.
WITH days AS (
    SELECT
        CAST(unnest(generate_series(
            CAST($week AS DATE), CAST($week AS DATE) + 6, INTERVAL 1 DAY
        )) AS DATE) AS day
)
SELECT
    days.day,
    CAST(coalesce(observed.articles, 0) AS BIGINT) AS articles,
    observed.due_feeds,
    observed.answered_feeds,
    observed.answered_share,
    coalesce(observed.is_observed, false) AS is_observed
FROM days
LEFT JOIN observed_daily AS observed USING (day)
ORDER BY days.day;
