-- The summaries that feeds gave, which are often the whole text.
-- Grain and key: (feed_id, entry_id). Bound: $before.
UPDATE entry SET summary = ''
WHERE last_seen_at < $before AND state != 'waiting' AND summary != '';
