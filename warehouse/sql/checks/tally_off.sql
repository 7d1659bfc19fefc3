-- Days whose counts are not those of their articles.
-- Grain: a finding. Reads what the last tallying staged. Days are counted from 1970 first: calendar
-- dates cost more.
WITH days AS (SELECT DISTINCT day, day - DATE '1970-01-01' AS number FROM stage_touched),
counted AS (
    SELECT day, sum(articles) AS articles FROM language_day SEMI JOIN days USING (day) GROUP BY day
),
dated AS (
    SELECT CAST(floor(epoch(published_at) / 86_400) AS BIGINT) AS number
    FROM article
    WHERE
        is_withheld IS NOT true
        AND published_at >= (SELECT CAST(min(day) AS TIMESTAMPTZ) FROM days)
),
tallied AS (SELECT number, count(*) AS articles FROM dated GROUP BY number)
SELECT
    days.day AS subject,
    tallied.articles || ' articles, ' || coalesce(counted.articles, 0) || ' counted' AS problem
FROM tallied
INNER JOIN days USING (number)
LEFT JOIN counted USING (day)
WHERE tallied.articles IS DISTINCT FROM counted.articles;
