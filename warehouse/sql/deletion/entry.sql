-- Of an outlet's own feeds not even that stays.
-- Grain and key: (feed_id, entry_id). Reads stage_erased_feed.
DELETE FROM entry
WHERE feed_id IN (SELECT feed_id FROM stage_erased_feed);
