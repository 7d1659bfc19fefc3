-- Share of voice of countries in an event.
-- Grain and key: (event_id, country), NULL for outlets without one. article_share is 0 to 1 and
-- adds up to 1 over the countries of an event; originals and owners do not add up.
CREATE OR REPLACE VIEW event_voice_country AS
WITH related AS (SELECT * FROM article_related WHERE event_id IS NOT NULL)
SELECT
    event_id,
    country,
    count(*) AS articles,
    count(DISTINCT group_id) AS originals,
    count(DISTINCT outlet_id) AS outlets,
    count(DISTINCT owner) AS owners,
    count(*) / sum(count(*)) OVER (PARTITION BY event_id) AS article_share
FROM related
GROUP BY event_id, country;
