-- When the first article of the last 30 days with articles, or of the last 12 weeks, was published.
-- Grain: one row. Bound: $until (NULL for no limit), $by.
WITH articles AS (
    SELECT day, published_at
    FROM article_tally
    WHERE $until IS NULL OR published_at < CAST($until AS TIMESTAMPTZ)
),
last AS (SELECT max(day) AS day FROM articles)
SELECT min(articles.published_at) AS first_published_at
FROM articles
CROSS JOIN last
WHERE
    articles.day >= CASE $by
        WHEN 'week' THEN iso_week(last.day) - 77
        ELSE last.day - 29
    END;
