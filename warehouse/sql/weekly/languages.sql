-- What was read in each language in a week.
-- Grain and key: language (NULL where it is not known). Bound: $week. articles_before: in the week
-- before.
WITH articles AS (
    SELECT *, day >= CAST($week AS DATE) AS is_this_week
    FROM article_related
    WHERE day BETWEEN CAST($week AS DATE) - 7 AND CAST($week AS DATE) + 6
)
SELECT
    "language",
    count(*) FILTER (WHERE is_this_week) AS articles,
    count(DISTINCT group_id) FILTER (WHERE is_this_week) AS originals,
    count(DISTINCT outlet_id) FILTER (WHERE is_this_week) AS outlets,
    count(DISTINCT owner) FILTER (WHERE is_this_week) AS owners,
    count(*) FILTER (WHERE NOT is_this_week) AS articles_before
FROM articles
GROUP BY "language"
ORDER BY articles DESC, articles_before DESC, "language";
