-- Share of voice: who speaks in an event, and how much of all of it.
-- Grain and key: (event_id, outlet_id, language). article_share is 0 to 1. Sum it by owner, country
-- or language for theirs.
CREATE OR REPLACE VIEW event_voice AS
WITH related AS (SELECT * FROM article_related WHERE event_id IS NOT NULL)
SELECT
    event_id,
    outlet_id,
    any_value(owner) AS owner,
    any_value(country) AS country,
    language,
    count(*) AS articles,
    count(DISTINCT group_id) AS originals,
    count(*) / sum(count(*)) OVER (PARTITION BY event_id) AS article_share
FROM related
GROUP BY event_id, outlet_id, language;
