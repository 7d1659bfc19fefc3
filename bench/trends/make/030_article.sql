-- Their articles, titled by seven words out of thirty thousand, a few of which most have, and in one of twenty a word
-- that begins that week.
INSERT INTO article (article_id, outlet_id, url, title, published_at, published_basis, fetched_at,
    language, char_count, run_id)
WITH titles AS (
    SELECT list(title) AS all_of_them
    FROM (
        SELECT string_agg(substr(md5(CAST(30000 * pow(random(), 3) AS INTEGER) || 't'), 1, 4 + word % 6), ' ') AS title
        FROM range(100000) AS numbers (n), range(7) AS words (word)
        GROUP BY n
    ) AS made_up
)
SELECT
    article_id, outlet_id, 'https://' || outlet_id || '.example/' || n,
    titles.all_of_them[1 + CAST(floor(100000 * random()) AS INTEGER)] || CASE
        WHEN n % 20 = 0 THEN ' begun' || week(published_at) || 'x'
        ELSE ' ' || n
    END,
    published_at, 'page', published_at, language, 3000, 'run'
FROM made, titles;
