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
told AS (SELECT event_id, outlet_id FROM article_tally),
told_in AS (
    SELECT told.event_id, collected.collection
    FROM told
    INNER JOIN collected ON told.outlet_id = collected.outlet_id
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
        output.day BETWEEN utc_day(events.first_published_at)
        AND utc_day(events.last_published_at)
INNER JOIN collected ON output.outlet_id = collected.outlet_id
-- No ANTI JOIN: DuckDB would not push the event asked for to its other side.
LEFT JOIN
    told_in
    ON events.event_id = told_in.event_id AND collected.collection = told_in.collection
WHERE told_in.event_id IS NULL
GROUP BY events.event_id, collected.collection;
