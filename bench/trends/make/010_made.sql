-- Articles over a year; a few outlets, languages and events have most of them, and events have most
-- in their first days.
-- Key: article_id. $count of them. A quarter copies one of the fifty articles before it.
CREATE TEMP TABLE made AS
WITH drawn AS (
    SELECT
        n,
        all_of_them[1 + CAST(floor(100000 * random()) AS INTEGER)] AS words,
        'o' || CAST(floor(300 * pow(random(), 3)) AS INTEGER) AS outlet_id,
        [
            'en',
            'es',
            'de',
            'fr',
            'ru',
            'ar',
            'pt',
            'zh-Hans',
            'it',
            'tr',
            'ja',
            'uk',
            'pl',
            'hi',
            'sw'
        ][1 + CAST(floor(15 * pow(random(), 2)) AS INTEGER)] AS language,
        TIMESTAMPTZ '2026-01-01 00:00:00+00'
        + to_seconds(CAST(365 * 86400 * (n + random()) / $count AS BIGINT))
            AS published_at,
        CASE
            WHEN random() < 0.4 THEN n + 1000000000
            ELSE
                (
                    CAST(floor(n / ($count / 365.0)) AS BIGINT)
                    - CAST(floor(5 * pow(random(), 3)) AS BIGINT)
                )
                * 100000
                + floor($count / 3000 * pow(random(), 3))
        END AS event_number,
        CASE
            WHEN random() < 0.25 THEN greatest(0, n - CAST(floor(50 * random()) AS BIGINT)) ELSE n
        END
            AS original_number
    FROM range($count) AS numbers (n), titles
),
titled AS (
    SELECT
        *,
        words
        || CASE WHEN n % 20 = 0 THEN ' begun' || week(published_at) || 'x' ELSE ' ' || n END
            AS title
    FROM drawn
),
linked AS (
    SELECT
        *,
        'https://'
        || outlet_id
        || '.example/'
        || strftime(published_at, '%Y/%m/%d/')
        || replace(title, ' ', '-')
        || '-' || n AS url
    FROM titled
)
SELECT
    *,
    CAST(left(sha256(url), 32) AS UUID) AS article_id,
    CAST(left(sha256('fetch ' || url), 32) AS UUID) AS fetch_id,
    strftime(published_at, '%Y%m%dT%H0000.000000Z') AS run_id
FROM linked;
