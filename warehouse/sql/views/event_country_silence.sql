-- Which countries say nothing of an event while their outlets publish.
-- Grain and key: (event_id, country). articles_meanwhile, outlets_meanwhile, owners_meanwhile: what
-- the outlets of the country published on the days of the event, and who. Outlets without a country
-- in the catalog are left out.
CREATE OR REPLACE VIEW event_country_silence AS
WITH events AS (SELECT * FROM event_tally),
output AS (SELECT * FROM outlet_day),
outlets AS (
    SELECT outlet_id, country, coalesce(owner, outlet_id) AS owner
    FROM outlet
    WHERE country IS NOT NULL
),
covered AS (SELECT event_id, outlet_id FROM article_tally),
covered_in AS (
    SELECT covered.event_id, outlets.country
    FROM covered
    INNER JOIN outlets ON covered.outlet_id = outlets.outlet_id
)
SELECT
    events.event_id,
    outlets.country,
    sum(output.articles) AS articles_meanwhile,
    count(DISTINCT output.outlet_id) AS outlets_meanwhile,
    count(DISTINCT outlets.owner) AS owners_meanwhile
FROM events
INNER JOIN output
    ON
        output.day BETWEEN local_day(events.first_published_at)
        AND local_day(events.last_published_at)
INNER JOIN outlets ON output.outlet_id = outlets.outlet_id
-- No ANTI JOIN: DuckDB would not push a condition on the event to its other side.
LEFT JOIN
    covered_in
    ON events.event_id = covered_in.event_id AND outlets.country = covered_in.country
WHERE covered_in.event_id IS NULL
GROUP BY events.event_id, outlets.country;
