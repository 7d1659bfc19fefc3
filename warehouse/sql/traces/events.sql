-- The events that lose an article, or whose copies are regrouped.
-- Grain and key: event_id. Reads stage_erased_article.
WITH groups AS (
    SELECT group_id FROM syndication_member SEMI JOIN stage_erased_article USING (article_id)
)
SELECT DISTINCT CAST(event_id AS VARCHAR) AS event_id
FROM event_article
WHERE
    article_id IN (SELECT article_id FROM stage_erased_article)
    OR article_id IN (SELECT article_id FROM syndication_member SEMI JOIN groups USING (group_id));
