-- The texts around the ungrouped ones: published within $days of one of them, to the day. Grain and key: text, a
-- number. An article of years ago, new in a feed, has its days beside it and not all the years since.
CREATE OR REPLACE TEMP TABLE stage_near AS
WITH new_days AS (SELECT DISTINCT CAST(published_at AT TIME ZONE 'UTC' AS DATE) AS day FROM stage_ungrouped),
days AS (
    SELECT DISTINCT CAST(unnest(generate_series(day - $days, day + $days, INTERVAL 1 DAY)) AS DATE) AS day
    FROM new_days
),
within AS (
    SELECT rowid AS text, article_id, CAST(published_at AT TIME ZONE 'UTC' AS DATE) AS day
    FROM article_fingerprint
    WHERE published_at >= (SELECT CAST(min(day) AS TIMESTAMPTZ) FROM days)
        AND published_at < (SELECT CAST(max(day) + 1 AS TIMESTAMPTZ) FROM days)
)
SELECT text, article_id
FROM within
SEMI JOIN days USING (day);
