-- The new rows of these articles.
-- Grain and key: article_id. Each table is reduced to these articles before it is joined: otherwise
-- whole tables are sorted. Row ids of articles are looked up first: a query for the titles would
-- read those of all articles.
CREATE OR REPLACE TEMP TABLE stage_tally AS
WITH row_ids AS (SELECT rowid AS row_id FROM article SEMI JOIN stage_article USING (article_id)),
articles AS (FROM article WHERE rowid IN (SELECT row_id FROM row_ids)),
copies AS (
    SELECT article_id, group_id, relation
    FROM syndication_member
    SEMI JOIN stage_article USING (article_id)
),
grouped AS (
    SELECT article_id, event_id FROM event_article SEMI JOIN stage_article USING (article_id)
)
SELECT
    articles.article_id,
    grouped.event_id,
    coalesce(copies.group_id, articles.article_id) AS group_id,
    articles.outlet_id,
    articles.language,
    articles.published_at,
    local_day(articles.published_at) AS day,
    coalesce(copies.relation != 'original', false) AS is_copy,
    articles.title
FROM articles
LEFT JOIN copies USING (article_id)
LEFT JOIN grouped USING (article_id)
WHERE articles.is_withheld IS NOT true;
