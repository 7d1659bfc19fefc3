-- Outlets that drifted in a run whose pages have now been read again.
-- Grain and key: (run_id, outlet_id).
WITH asked AS (
    SELECT "fetch".run_id, "fetch".url FROM "fetch" SEMI JOIN stage_fetch USING (fetch_id)
),
listed AS (
    SELECT DISTINCT asked.run_id, feed.outlet_id
    FROM asked
    INNER JOIN entry ON entry.url = asked.url
    INNER JOIN feed USING (feed_id)
)
SELECT outlet_reading.run_id, outlet_reading.outlet_id
FROM outlet_reading
SEMI JOIN listed USING (run_id, outlet_id)
WHERE outlet_reading.drift IS NOT NULL;
