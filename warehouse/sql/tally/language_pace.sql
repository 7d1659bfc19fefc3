-- How much each day has of its language, measured in the 28 days before: of touched days and of
-- those they stand before.
-- Grain and key: (day, language), for days with articles and languages with articles before. A
-- language counts as if it had 28 articles more at the pace of all: with few of its own it follows
-- all, with many itself, its weekends included. Days without articles count as 0.
INSERT INTO language_pace
WITH bounds AS (SELECT min(day) AS first_day, max(day) + 28 AS last_day FROM stage_touched),
output AS (
    SELECT day, language, articles
    FROM language_day, bounds
    WHERE day BETWEEN first_day - 28 AND last_day
),
totals AS (SELECT day, sum(articles) AS articles FROM output GROUP BY day),
days AS (
    SELECT CAST(unnest(generate_series(first_day - 28, last_day, INTERVAL 1 DAY)) AS DATE) AS day
    FROM bounds
),
languages AS (SELECT DISTINCT language FROM output),
filled AS (
    SELECT
        days.day,
        languages.language,
        coalesce(output.articles, 0) AS articles,
        coalesce(totals.articles, 0) AS all_articles
    FROM days
    CROSS JOIN languages
    LEFT JOIN output ON days.day = output.day AND languages.language = output.language
    LEFT JOIN totals ON days.day = totals.day
),
windowed AS (
    SELECT
        *,
        sum(articles) OVER before AS articles_before,
        sum(all_articles) OVER before AS all_before
    FROM filled
    WINDOW before AS (PARTITION BY language ORDER BY day ROWS BETWEEN 28 PRECEDING AND 1 PRECEDING)
)
SELECT day, language, (articles + 28 * all_articles / all_before) / (articles_before + 28) AS pace
FROM windowed, bounds
WHERE day BETWEEN first_day AND last_day AND all_articles > 0 AND articles_before > 0;
