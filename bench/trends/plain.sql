-- The plain table: one row for each article, with all columns that the queries need.
-- Key: article_id.
CREATE TABLE plain AS
SELECT
    article_id,
    event_id,
    group_id,
    article_tally.outlet_id,
    coalesce(owner, article_tally.outlet_id) AS owner,
    country,
    article_tally.language,
    article_tally.published_at, day, article_text.text, article.title
FROM parallax.article_tally
LEFT JOIN parallax.outlet ON article_tally.outlet_id = outlet.outlet_id
INNER JOIN parallax.article_text USING (article_id)
INNER JOIN parallax.article USING (article_id)
ORDER BY article_tally.published_at;
