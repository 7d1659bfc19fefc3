-- Entries whose page could not be fetched yet and that are due for another try by now. A try
-- after $latest was set by a wrong clock, and is due too.
-- Grain and key: (feed_id, entry_id). Bound: $now, $latest.
SELECT
    entry.feed_id,
    entry.entry_id,
    feed.outlet_id,
    entry.url,
    entry.article_url,
    entry.title,
    entry.summary,
    feed.language, outlet.country, entry.published_raw, entry.published_at, entry.updated_at, entry.first_seen_at,
    entry.last_seen_at, entry.attempt_count, entry.next_attempt_at
FROM entry
INNER JOIN feed USING (feed_id)
LEFT JOIN outlet ON feed.outlet_id = outlet.outlet_id
WHERE
    entry.state = 'waiting'
    AND (
        entry.next_attempt_at IS NULL
        OR entry.next_attempt_at <= $now
        OR entry.next_attempt_at > $latest
    )
ORDER BY entry.feed_id, entry.entry_id;
