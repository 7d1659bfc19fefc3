-- Touched weeks that follow one another, together up to some 250,000 articles: as many as are cut into words at a time.
-- Grain and key: since, a Monday; until is the day behind the last.
CREATE OR REPLACE TEMP TABLE stage_stretch AS
WITH sizes AS (
    SELECT stage_week.week, sum(language_day.articles) AS articles
    FROM stage_week
    LEFT JOIN language_day ON language_day.day BETWEEN stage_week.week AND stage_week.week + 6
    GROUP BY stage_week.week
),
placed AS (
    SELECT
        week,
        week - 7 * CAST(row_number() OVER (ORDER BY week) AS INTEGER) AS run_began,
        sum(articles) OVER (ORDER BY week) // 250000 AS part
    FROM sizes
)
SELECT min(week) AS since, max(week) + 7 AS until
FROM placed
GROUP BY run_began, part;
