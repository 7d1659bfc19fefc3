-- One row an article with its outlet, group of copies and event: what the trend views count.
-- Grain and key: article_id. `day` is the UTC day of publication. Articles are left out that were read while
-- their outlet's pages read unlike before, until they are read again.
CREATE OR REPLACE VIEW article_related AS
WITH articles AS (SELECT * FROM article WHERE is_withheld IS NOT true),
outlets AS (SELECT * FROM outlet),
copies AS (SELECT * FROM syndication_member),
memberships AS (SELECT * FROM event_article)
SELECT
    articles.article_id,
    memberships.event_id,
    coalesce(copies.group_id, articles.article_id) AS group_id,
    articles.outlet_id,
    coalesce(outlets.owner, articles.outlet_id) AS owner,
    outlets.country,
    articles.language,
    articles.title,
    articles.published_at,
    CAST(articles.published_at AT TIME ZONE 'UTC' AS DATE) AS day
FROM articles
LEFT JOIN outlets USING (outlet_id)
LEFT JOIN copies USING (article_id)
LEFT JOIN memberships USING (article_id);
