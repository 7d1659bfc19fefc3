-- Their new rows.
-- Grain and key: article_id. Each table is cut to the articles at hand before it is joined:
-- otherwise whole ones are put in order. Articles are looked up first: with their titles at once
-- those of all are read.
CREATE OR REPLACE TEMP TABLE stage_tally AS
WITH places AS (SELECT rowid AS place FROM article SEMI JOIN stage_article USING (article_id)),
articles AS (FROM article WHERE rowid IN (SELECT place FROM places)),
copies AS (
    SELECT article_id, group_id, relation
    FROM syndication_member
    SEMI JOIN stage_article USING (article_id)
),
tellings AS (
    SELECT article_id, event_id FROM event_article SEMI JOIN stage_article USING (article_id)
)
SELECT
    articles.article_id,
    tellings.event_id,
    coalesce(copies.group_id, articles.article_id) AS group_id,
    articles.outlet_id,
    articles.language,
    articles.published_at,
    utc_day(articles.published_at) AS day,
    coalesce(copies.relation != 'original', false) AS is_copy,
    articles.title
FROM articles
LEFT JOIN copies USING (article_id)
LEFT JOIN tellings USING (article_id)
WHERE articles.is_withheld IS NOT true;
