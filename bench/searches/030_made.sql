-- Articles over a year with titles of a sentence and texts of fifteen.
-- Key: article_id. $count of them.
CREATE TEMP TABLE made AS
SELECT
    uuid() AS article_id,
    'o' || n % 300 AS outlet_id,
    'https://outlet.example/' || n AS url,
    ['en', 'fr', 'de', 'es'][1 + n % 4] AS language,
    all_of_them[1 + CAST(floor(200000 * random()) AS INTEGER)] AS title,
    TIMESTAMPTZ '2026-01-01 00:00:00+00'
    + to_seconds(CAST(365 * 86400 * CAST(n AS DOUBLE) / $count AS BIGINT)) AS published_at
FROM range($count) AS numbers (n), sentences;
