-- Which collections of outlets say nothing of an event while they publish.
-- Grain and key: (event_id, collection). articles_meanwhile, outlets_meanwhile, owners_meanwhile:
-- what the collection published on the days of the event, and who. The catalog says which outlets a
-- collection has.
CREATE OR REPLACE VIEW event_collection_silence AS
WITH events AS (SELECT * FROM event_tally),
output AS (SELECT * FROM outlet_day),
collected AS (
    SELECT
        outlet_id,
        coalesce(owner, outlet_id) AS owner,
        unnest(list_distinct(collections)) AS collection
    FROM outlet
),
covered AS (SELECT event_id, outlet_id FROM article_tally),
covered_in AS (
    SELECT covered.event_id, collected.collection
    FROM covered
    INNER JOIN collected ON covered.outlet_id = collected.outlet_id
)
SELECT
    events.event_id,
    collected.collection,
    sum(output.articles) AS articles_meanwhile,
    count(DISTINCT output.outlet_id) AS outlets_meanwhile,
    count(DISTINCT collected.owner) AS owners_meanwhile
FROM events
INNER JOIN output
    ON
        output.day BETWEEN local_day(events.first_published_at)
        AND local_day(events.last_published_at)
INNER JOIN collected ON output.outlet_id = collected.outlet_id
-- No ANTI JOIN: DuckDB would not push a condition on the event to its other side.
LEFT JOIN
    covered_in
    ON events.event_id = covered_in.event_id AND collected.collection = covered_in.collection
WHERE covered_in.event_id IS NULL
GROUP BY events.event_id, collected.collection;
