-- Share of voice of independent owners in an event.
-- Grain and key: (event_id, owner). article_share is 0 to 1 and adds up to 1 over the owners of an
-- event; originals do not add up.
CREATE OR REPLACE VIEW event_voice_owner AS
WITH related AS (SELECT * FROM article_related WHERE event_id IS NOT NULL)
SELECT
    event_id,
    owner,
    count(*) AS articles,
    count(DISTINCT group_id) AS originals,
    count(DISTINCT outlet_id) AS outlets,
    count(*) / sum(count(*)) OVER (PARTITION BY event_id) AS article_share
FROM related
GROUP BY event_id, owner;
