-- What was read of a week and of the week before.
-- Grain and key: week (its Monday). Bound: $week. observed_days: days of the week that Parallax
-- watched, 0 to 7.
WITH weeks AS (SELECT unnest([CAST($week AS DATE), CAST($week AS DATE) - 7]) AS week),
articles AS (
    SELECT *, iso_week(day) AS week
    FROM article_related
    WHERE day BETWEEN CAST($week AS DATE) - 7 AND CAST($week AS DATE) + 6
),
counted AS (
    SELECT
        week,
        count(*) AS articles,
        count(DISTINCT group_id) AS originals,
        count(DISTINCT outlet_id) AS outlets,
        count(DISTINCT owner) AS owners,
        count(DISTINCT "language") AS languages,
        count(DISTINCT country) AS countries,
        count(DISTINCT event_id) AS events
    FROM articles
    GROUP BY week
),
observed AS (
    SELECT iso_week(day) AS week, count(*) FILTER (WHERE is_observed) AS observed_days
    FROM observed_daily
    GROUP BY ALL
)
SELECT
    weeks.week,
    coalesce(counted.articles, 0) AS articles,
    coalesce(counted.originals, 0) AS originals,
    coalesce(counted.outlets, 0) AS outlets,
    coalesce(counted.owners, 0) AS owners,
    coalesce(counted.languages, 0) AS languages,
    coalesce(counted.countries, 0) AS countries,
    coalesce(counted.events, 0) AS events,
    coalesce(observed.observed_days, 0) AS observed_days,
    CAST(polls.due_feeds AS BIGINT) AS due_feeds,
    CAST(polls.answered_feeds AS BIGINT) AS answered_feeds,
    polls.answered_share
FROM weeks
LEFT JOIN counted USING (week)
LEFT JOIN observed USING (week)
LEFT JOIN poll_weekly AS polls USING (week)
ORDER BY weeks.week DESC;
