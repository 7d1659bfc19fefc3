-- Entries that led there: that there was one stays, without what it says and where it led, so that
-- a feed that lists it again brings nothing.
-- Grain and key: (feed_id, entry_id). Reads stage_erased_entry.
UPDATE entry SET
    entry_id = gone.mark,
    entry_hash = entry_hash(entry.feed_id, gone.mark),
    article_id = NULL,
    url = '',
    article_url = NULL,
    title = '',
    summary = '',
    published_raw = NULL,
    published_at = NULL,
    updated_at = NULL,
    state = 'rejected',
    next_attempt_at = NULL
FROM stage_erased_entry AS gone
WHERE
    entry.feed_id = gone.feed_id AND entry.entry_id = gone.entry_id
    AND entry.feed_id NOT IN (SELECT feed_id FROM stage_erased_feed);
