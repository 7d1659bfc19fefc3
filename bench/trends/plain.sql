-- The plain table: a row an article, all that the questions need. Key: article_id.
CREATE TABLE plain AS
SELECT
    article_id, event_id, group_id, outlet_id, coalesce(owner, outlet_id) AS owner, country, language,
    article_tally.published_at, day, article_text.text
FROM parallax.article_tally
LEFT JOIN parallax.outlet USING (outlet_id)
INNER JOIN parallax.article_text USING (article_id)
ORDER BY article_tally.published_at;
