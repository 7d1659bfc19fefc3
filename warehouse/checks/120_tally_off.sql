-- Days whose counts are not those of their articles.
-- Grain: a finding. Reads what the last tallying staged.
WITH days AS (SELECT DISTINCT day FROM stage_touched),
counted AS (SELECT day, sum(articles) AS articles FROM language_day SEMI JOIN days USING (day) GROUP BY day),
tallied AS (
    SELECT CAST(published_at AT TIME ZONE 'UTC' AS DATE) AS day, count(*) AS articles
    FROM article
    WHERE is_withheld IS NOT true
        AND published_at >= (SELECT CAST(min(day) AS TIMESTAMPTZ) FROM days)
    GROUP BY ALL
)
SELECT day AS subject, tallied.articles || ' articles, ' || coalesce(counted.articles, 0) || ' counted' AS problem
FROM tallied
SEMI JOIN days USING (day)
LEFT JOIN counted USING (day)
WHERE tallied.articles IS DISTINCT FROM counted.articles;
