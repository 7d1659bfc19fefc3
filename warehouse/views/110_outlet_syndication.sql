-- How much of an outlet's output is copied, by day. Grain and key: (day, outlet_id). copied_share is 0 to 1.
CREATE OR REPLACE VIEW outlet_syndication AS
WITH related AS (SELECT * FROM article_related),
copies AS (SELECT article_id, relation FROM syndication_member WHERE relation != 'original')
SELECT
    related.day,
    related.outlet_id,
    any_value(related.owner) AS owner,
    count(*) AS articles,
    count(copies.article_id) AS copied,
    count(copies.article_id) / count(*) AS copied_share
FROM related
LEFT JOIN copies USING (article_id)
GROUP BY related.day, related.outlet_id;
