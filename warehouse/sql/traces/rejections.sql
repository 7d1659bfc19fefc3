-- Rejections that may name what is to be erased: of its entries, of its hosts, and what reading
-- refused as erased.
-- Grain: a rejection. Reads stage_erased_entry. Bound: $hosts, $outlets.
WITH own_feeds AS (
    SELECT feed_id FROM feed WHERE outlet_id IN (SELECT unnest(CAST($outlets AS VARCHAR[])))
)
SELECT
    rejection.rowid AS number, rejection.key, rejection.entry_id,
    entries.entry_id IS NOT NULL OR own_feeds.feed_id IS NOT NULL AS is_own
FROM rejection
LEFT JOIN stage_erased_entry AS entries
    ON rejection.feed_id = entries.feed_id AND rejection.entry_id = entries.entry_id
LEFT JOIN own_feeds ON rejection.feed_id = own_feeds.feed_id
WHERE
    entries.entry_id IS NOT NULL
    OR own_feeds.feed_id IS NOT NULL
    OR host_of(rejection.key) IN (SELECT unnest(CAST($hosts AS VARCHAR[])));
