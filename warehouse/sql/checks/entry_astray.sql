-- Entries seen by this load that belong to no feed, or whose article the warehouse does not have.
-- Grain: a finding. Reads what was seen since the first run began that is loaded and not published
-- yet.
WITH begun AS (SELECT min(started_at) AS at_first FROM stage_run),
seen AS (
    SELECT feed_id, entry_id, article_id, state
    FROM entry
    WHERE last_seen_at >= (SELECT at_first FROM begun)
)
SELECT feed_id || ' ' || entry_id AS subject, 'feed ' || feed_id AS problem
FROM seen
ANTI JOIN feed USING (feed_id)
UNION ALL
SELECT feed_id || ' ' || entry_id, 'article ' || article_id
FROM seen
ANTI JOIN article USING (article_id)
WHERE article_id IS NOT NULL
UNION ALL
SELECT feed_id || ' ' || entry_id, state || ' without an article'
FROM seen
WHERE state = 'loaded' AND article_id IS NULL;
