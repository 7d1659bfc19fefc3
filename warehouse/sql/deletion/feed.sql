-- The feeds of an erased outlet.
-- Grain and key: feed_id. Reads stage_erased_feed.
DELETE FROM feed
WHERE feed_id IN (SELECT feed_id FROM stage_erased_feed);
