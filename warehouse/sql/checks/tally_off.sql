-- Days whose counts are not those of their articles.
-- Grain: a finding. Reads what the last tallying staged.
WITH days AS (SELECT DISTINCT day FROM stage_touched),
counted AS (
    SELECT day, sum(articles) AS articles FROM language_day SEMI JOIN days USING (day) GROUP BY day
),
dated AS (
    SELECT local_day(published_at) AS day
    FROM article
    WHERE
        is_withheld IS NOT true
        AND published_at >= (SELECT day_start(min(day)) FROM days)
),
tallied AS (SELECT day, count(*) AS articles FROM dated GROUP BY day)
SELECT
    days.day AS subject,
    tallied.articles || ' articles, ' || coalesce(counted.articles, 0) || ' counted' AS problem
FROM tallied
INNER JOIN days USING (day)
LEFT JOIN counted USING (day)
WHERE tallied.articles IS DISTINCT FROM counted.articles;
