-- Their new rows. Grain and key: article_id.
CREATE OR REPLACE TEMP TABLE stage_tally AS
SELECT
    article.article_id,
    event_article.event_id,
    coalesce(syndication_member.group_id, article.article_id) AS group_id,
    article.outlet_id,
    article.language,
    article.published_at,
    CAST(article.published_at AT TIME ZONE 'UTC' AS DATE) AS day
FROM article
SEMI JOIN stage_article USING (article_id)
LEFT JOIN syndication_member USING (article_id)
LEFT JOIN event_article USING (article_id)
WHERE article.is_withheld IS NOT true;
