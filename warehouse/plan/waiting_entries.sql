-- Entries whose page could not be had yet and is worth another try. Grain and key: (feed_id, entry_id).
SELECT
    entry.feed_id, entry.entry_id, feed.outlet_id, entry.url, entry.article_url, entry.title, entry.summary,
    feed.language, entry.published_raw, entry.published_at, entry.updated_at, entry.first_seen_at,
    entry.last_seen_at, entry.attempt_count
FROM entry
INNER JOIN feed USING (feed_id)
WHERE entry.state = 'waiting'
ORDER BY entry.feed_id, entry.entry_id;
