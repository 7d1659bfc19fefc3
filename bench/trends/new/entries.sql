-- One entry for each article.
SELECT
    'f' || outlet_id AS feed_id,
    url AS entry_id,
    outlet_id,
    url || '?utm_source=rss' AS url,
    url AS article_url,
    title, left("text", 200) AS summary,
    strftime(published_at, '%a, %d %b %Y %H:%M:%S +0000') AS published_raw, published_at,
    published_at + INTERVAL 15 MINUTE AS first_seen_at,
    published_at + INTERVAL 15 MINUTE AS last_seen_at,
    1 AS attempt_count
FROM batch
