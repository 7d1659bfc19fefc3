-- The ISO weeks of which the warehouse has articles, and which of them are over.
-- Grain and key: week (its Monday), the newest first. A week is whole when feeds were polled, or
-- articles published, after its last day began to be the past.
WITH weeks AS (
    SELECT iso_week(day) AS week, sum(articles) AS articles
    FROM language_day
    GROUP BY ALL
),
last_polled AS (SELECT max(day) AS day FROM poll_day),
last_read AS (SELECT max(day) AS day FROM language_day)
SELECT
    weeks.week,
    weeks.articles,
    coalesce(last_polled.day > weeks.week + 6, false) OR last_read.day >= weeks.week + 6 AS is_whole
FROM weeks
CROSS JOIN last_polled
CROSS JOIN last_read
ORDER BY weeks.week DESC;
