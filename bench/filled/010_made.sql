-- The other columns of the articles, with the names of the tables of bench/trends.
-- Key: article_id.
CREATE TEMP TABLE made AS
WITH numbered AS (
    SELECT *, row_number() OVER (ORDER BY published_at, article_id) - 1 AS n FROM article
)
SELECT
    n,
    article_id,
    outlet_id,
    language,
    published_at,
    all_of_them[1 + CAST(floor(100000 * random()) AS INTEGER)] || ' ' || n AS title,
    'https://'
    || outlet_id
    || '.example/'
    || strftime(published_at, '%Y/%m/%d/')
    || article_id AS url,
    CAST(left(sha256('fetch ' || article_id), 32) AS UUID) AS fetch_id,
    strftime(published_at, '%Y%m%dT%H0000.000000Z') AS run_id
FROM numbered, titles;
