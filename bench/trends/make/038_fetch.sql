-- The requests for their pages, and one request for a feed for every two pages.
-- Key: fetch_id.
INSERT INTO "fetch"
SELECT
    fetch_id,
    run_id,
    'page',
    url,
    url,
    outlet_id || '.example',
    published_at + INTERVAL 20 MINUTE,
    300 + n % 700,
    'fetched', 200, 'text/html; charset=utf-8', 60000 + n % 40000, sha256(url),
    'archive/' || strftime(published_at, '%Y/%m/%d') || '/' || run_id || '-pages-00.warc.gz',
    n % 5000 * 20000,
    NULL, []
FROM made
UNION ALL
SELECT
    CAST(left(sha256('feed ' || url), 32) AS UUID),
    run_id,
    'feed',
    'https://' || outlet_id || '.example/feed.xml',
    'https://' || outlet_id || '.example/feed.xml',
    outlet_id || '.example',
    published_at + INTERVAL 15 MINUTE,
    200 + n % 300, 'not_modified', 304, NULL, 0, NULL,
    'archive/' || strftime(published_at, '%Y/%m/%d') || '/' || run_id || '-feeds-00.warc.gz',
    n % 5000 * 300,
    NULL, []
FROM made
WHERE n % 2 = 0;
