-- Entries seen by this load that are in the warehouse twice.
-- Grain: a finding. Reads what was seen since the first run began that is loaded and not published
-- yet.
WITH begun AS (SELECT min(started_at) AS at_first FROM stage_run),
seen AS (SELECT feed_id, entry_id FROM entry WHERE last_seen_at >= (SELECT at_first FROM begun))
SELECT feed_id || ' ' || entry_id AS subject, count(*) || ' rows' AS problem
FROM entry
SEMI JOIN seen USING (feed_id, entry_id)
GROUP BY feed_id, entry_id
HAVING count(*) > 1;
