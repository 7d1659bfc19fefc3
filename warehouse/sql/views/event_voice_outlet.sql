-- Share of voice of outlets in an event.
-- Grain and key: (event_id, outlet_id). article_share is 0 to 1 and adds up to 1 over the outlets
-- of an event; originals do not add up.
CREATE OR REPLACE VIEW event_voice_outlet AS
WITH related AS (SELECT * FROM article_related WHERE event_id IS NOT NULL)
SELECT
    event_id,
    outlet_id,
    any_value(owner) AS owner,
    any_value(country) AS country,
    count(*) AS articles,
    count(DISTINCT group_id) AS originals,
    count(*) / sum(count(*)) OVER (PARTITION BY event_id) AS article_share
FROM related
GROUP BY event_id, outlet_id;
