-- The text that an article stands for in its event: the original of its group of copies.
-- Grain: an article. Bound: $url (normal form) and $id. An article at that URL goes before one that
-- only states the URL.
WITH named AS (
    SELECT article_id FROM article WHERE url = $url OR CAST(article_id AS VARCHAR) = $id
),
stating AS (
    SELECT article_id FROM article WHERE canonical_url = $url
    UNION
    SELECT article_id FROM entry WHERE url = $id AND article_id IS NOT NULL
),
found AS (
    SELECT article_id FROM named
    UNION
    SELECT article_id FROM stating WHERE NOT EXISTS (FROM named)
),
copies AS (
    SELECT others.article_id, others.relation
    FROM found
    INNER JOIN syndication_member AS own USING (article_id)
    INNER JOIN syndication_member AS others ON own.group_id = others.group_id
)
SELECT
    copies.article_id,
    event_article.event_id,
    article.title
FROM copies
INNER JOIN event_article USING (article_id)
INNER JOIN article USING (article_id)
ORDER BY copies.relation != 'original', copies.article_id
LIMIT 1;
