-- The feeds that are dead, with why their last poll failed.
-- Grain and key: feed_id.
SELECT feed_id, url, last_error FROM feed_health WHERE status = 'dead' ORDER BY feed_id;
