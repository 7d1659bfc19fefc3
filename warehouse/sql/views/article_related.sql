-- One row per article with its outlet, group of copies and event: what the trend views count.
-- Grain and key: article_id. `day` is the day of publication in the time zone of the warehouse.
-- Articles that were read while their outlet drifted are left out, until they are read again.
CREATE OR REPLACE VIEW article_related AS
WITH articles AS (SELECT * FROM article_tally),
outlets AS (SELECT * FROM outlet)
SELECT
    articles.article_id,
    articles.event_id,
    articles.group_id,
    articles.outlet_id,
    coalesce(outlets.owner, articles.outlet_id) AS owner,
    outlets.country,
    articles.language,
    articles.published_at,
    articles.day
FROM articles
LEFT JOIN outlets USING (outlet_id);
