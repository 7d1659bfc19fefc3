-- Each event in one row: how much, by how many, in how many languages and countries, who was first.
-- Grain and key: event_id.
CREATE OR REPLACE VIEW event_summary AS
WITH events AS (SELECT * FROM event),
related AS (SELECT * FROM article_related WHERE event_id IS NOT NULL),
counted AS (
    SELECT
        event_id,
        count(*) AS articles,
        count(DISTINCT group_id) AS originals,
        count(DISTINCT outlet_id) AS outlets,
        count(DISTINCT owner) AS owners,
        count(DISTINCT language) AS languages,
        count(DISTINCT country) AS countries,
        min(published_at) AS first_published_at,
        max(published_at) AS last_published_at,
        arg_min(outlet_id, (published_at, article_id)) AS first_outlet_id
    FROM related
    GROUP BY event_id
)
SELECT
    counted.event_id,
    events.title,
    counted.articles,
    counted.originals,
    counted.outlets,
    counted.owners,
    counted.languages,
    counted.countries,
    counted.first_published_at,
    counted.last_published_at,
    counted.first_outlet_id
FROM counted
INNER JOIN events USING (event_id);
