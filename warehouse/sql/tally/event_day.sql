-- Count touched events by day, from the first to the last.
-- Grain and key: (day, event_id). Days without articles between count 0 for as long as the 28 days
-- before hold one.
INSERT INTO event_day
WITH daily AS (
    SELECT
        day,
        event_id,
        count(*) AS articles,
        count(DISTINCT group_id) AS originals,
        count(DISTINCT owner) AS owners
    FROM stage_member
    GROUP BY day, event_id
),
followed AS (
    SELECT day, event_id, lead(day) OVER (PARTITION BY event_id ORDER BY day) AS next_day FROM daily
),
empty_days AS (
    SELECT
        CAST(
            unnest(generate_series(day + 1, least(next_day - 1, day + 28), INTERVAL 1 DAY)) AS DATE
        ) AS day,
        event_id
    FROM followed
    WHERE next_day > day + 1
)
SELECT day, event_id, articles, originals, owners FROM daily
UNION ALL
SELECT day, event_id, 0, 0, 0 FROM empty_days
ORDER BY day, event_id;
