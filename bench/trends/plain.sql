-- The plain table: a row an article, all that the questions need. Key: article_id.
CREATE TABLE plain AS
SELECT
    article_id, event_id, group_id, outlet_id, coalesce(owner, outlet_id) AS owner, country, language,
    published_at, day
FROM parallax.article_tally
LEFT JOIN parallax.outlet USING (outlet_id)
ORDER BY published_at;
