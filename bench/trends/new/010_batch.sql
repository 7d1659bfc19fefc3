-- New articles of one day, the year's last, in the same shape as `made`.
-- Key: article_id. $size of them, for a warehouse of $count; $first is a number that no article has
-- yet.
CREATE OR REPLACE TEMP TABLE batch AS
WITH drawn AS (
    SELECT
        $first + n AS n,
        all_of_them[1 + CAST(floor(200000 * random()) AS INTEGER)] AS title,
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
        TIMESTAMPTZ '2026-12-31 00:00:00+00'
        + to_seconds(CAST(86400 * (n + random()) / $size AS BIGINT))
            AS published_at,
        CASE
            WHEN random() < 0.4 THEN $first + n + 1000000000
            ELSE 36400000 + CAST(floor($count / 3000 * pow(random(), 3)) AS BIGINT)
        END AS event_number
    FROM range($size) AS numbers (n), sentences
),
linked AS (
    SELECT
        *,
        'https://'
        || outlet_id
        || '.example/2026/12/31/'
        || replace(title, ' ', '-')
        || '-'
        || CAST(n AS BIGINT)
            AS url
    FROM drawn
)
SELECT
    linked.*,
    'new-' || CAST($first AS BIGINT) AS run_id,
    CAST(left(sha256(url), 32) AS UUID) AS article_id,
    CAST(left(sha256('fetch ' || url), 32) AS UUID) AS fetch_id,
    CAST(md5('e' || event_number) AS UUID) AS event_id,
    array_to_string(
        list_transform(
            range(10), lambda place: all_of_them[1 + CAST(floor(200000 * random()) AS INTEGER)]
        ),
        '. '
    ) AS "text"
FROM linked, sentences;
