-- One request for each page and each feed.
SELECT
    fetch_id, run_id, 'page' AS target_kind, url || '?utm_source=rss' AS url, url AS final_url,
    outlet_id || '.example' AS host,
    published_at + INTERVAL 20 MINUTE AS requested_at,
    300 + n % 700 AS elapsed_ms,
    'fetched' AS outcome, 200 AS http_status, 'text/html; charset=utf-8' AS content_type,
    60000 + n % 40000 AS body_bytes, sha256(url) AS body_sha256,
    'archive/2026/12/31/' || run_id || '-pages-00.warc.gz' AS archive_file,
    n % 5000 * 20000 AS archive_offset,
    CAST([] AS VARCHAR[]) AS opt_outs
FROM batch
UNION ALL
SELECT
    CAST(left(sha256(run_id || outlet_id), 32) AS UUID),
    run_id,
    'feed',
    'https://' || outlet_id || '.example/feed.xml',
    NULL,
    outlet_id || '.example',
    max(published_at),
    300,
    'fetched',
    200,
    'application/rss+xml',
    60000,
    sha256(outlet_id),
    'archive/2026/12/31/' || run_id || '-feeds-00.warc.gz',
    0,
    CAST([] AS VARCHAR[])
FROM batch
GROUP BY run_id, outlet_id
