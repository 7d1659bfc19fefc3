-- Outlets that drifted in a run and whose pages have now been read again.
-- Grain and key: (run_id, outlet_id). Reads stage_fetch.
WITH read_again AS (
    SELECT "fetch".run_id, "fetch".url FROM "fetch" SEMI JOIN stage_fetch USING (fetch_id)
),
listed AS (
    SELECT DISTINCT read_again.run_id, feed.outlet_id
    FROM read_again
    INNER JOIN entry ON entry.url = read_again.url
    INNER JOIN feed USING (feed_id)
)
SELECT outlet_reading.run_id, outlet_reading.outlet_id
FROM outlet_reading
SEMI JOIN listed USING (run_id, outlet_id)
WHERE outlet_reading.drift IS NOT NULL;
