-- The feeds, and their entries, one for each article.
-- Key: (feed_id, entry_id).
INSERT INTO feed (feed_id, outlet_id, url, status, failure_count)
SELECT 'f' || outlet_id, outlet_id, 'https://' || outlet_id || '.example/feed.xml', 'active', 0
FROM outlet;

INSERT INTO entry
SELECT
    'f' || outlet_id, url, article_id, url || '?utm_source=rss', url, title,
    left("text", 200),
    strftime(made.published_at, '%a, %d %b %Y %H:%M:%S +0000'),
    made.published_at,
    NULL,
    made.published_at + INTERVAL 15 MINUTE, made.published_at + INTERVAL 6 HOUR, 'loaded', 1, NULL,
    md5_number_lower('f' || outlet_id || ' ' || url)
FROM made
INNER JOIN article_text USING (article_id)
ORDER BY made.published_at;

INSERT INTO run
SELECT run_id, min(published_at), max(published_at), 'succeeded', count(*), count(*), 0, 0
FROM made
GROUP BY run_id;
