-- Articles over a year; a few outlets, languages and events have most of them, and of an event its first days.
-- Key: article_id. $count of them.
CREATE TEMP TABLE made AS
SELECT
    CAST(md5('a' || n) AS UUID) AS article_id,
    'o' || CAST(floor(300 * pow(random(), 3)) AS INTEGER) AS outlet_id,
    ['en', 'es', 'de', 'fr', 'ru', 'ar', 'pt', 'zh-Hans', 'it', 'tr', 'ja', 'uk', 'pl', 'hi', 'sw']
        [1 + CAST(floor(15 * pow(random(), 2)) AS INTEGER)] AS language,
    TIMESTAMPTZ '2026-01-01 00:00:00+00' + to_seconds(CAST(365 * 86400 * (n + random()) / $count AS BIGINT))
        AS published_at,
    CASE
        WHEN random() < 0.4 THEN n + 1000000000
        ELSE (CAST(floor(n / ($count / 365.0)) AS BIGINT) - CAST(floor(5 * pow(random(), 3)) AS BIGINT)) * 100000
            + floor($count / 3000 * pow(random(), 3))
    END AS event_number,
    CASE WHEN random() < 0.25 THEN n - CAST(floor(50 * random()) AS BIGINT) ELSE n END AS original_number,
    n
FROM range($count) AS numbers (n);
