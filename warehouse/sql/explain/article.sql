-- One article with its group of copies and its event.
-- Grain: an article. Bound: $url (normal form) and $id. What is at that URL goes before what only
-- states it.
WITH named AS (SELECT * FROM article WHERE url = $url OR CAST(article_id AS VARCHAR) = $id),
stating AS (
    SELECT * FROM article WHERE canonical_url = $url
    UNION
    SELECT article.* FROM article INNER JOIN entry USING (article_id) WHERE entry.url = $id
),
found AS (
    FROM named
    UNION
    FROM stating WHERE NOT EXISTS (FROM named)
),
sizes AS (SELECT group_id, count(*) AS copy_count FROM syndication_member GROUP BY group_id),
originals AS (SELECT * FROM syndication_member WHERE relation = 'original'),
-- The text of the group that was compared: the original, but where that came later than its copy.
texts AS (
    SELECT group_id, arg_min(article_id, (relation != 'original', article_id)) AS text_id
    FROM syndication_member
    SEMI JOIN article_vector USING (article_id)
    GROUP BY group_id
)
SELECT
    found.article_id,
    found.url,
    found.title,
    found.outlet_id,
    found.language,
    found.published_at,
    found.agency,
    copies.relation, copies.similarity, sizes.copy_count,
    original.article_id AS original_id,
    original.url AS original_url,
    original.outlet_id AS original_outlet_id,
    texts.text_id, membership.event_id, membership.score, membership.method_version
FROM found
LEFT JOIN syndication_member AS copies USING (article_id)
LEFT JOIN sizes ON sizes.group_id = copies.group_id
LEFT JOIN originals ON originals.group_id = copies.group_id
LEFT JOIN texts ON texts.group_id = copies.group_id
LEFT JOIN article AS original ON original.article_id = originals.article_id
LEFT JOIN event_article AS membership ON membership.article_id = found.article_id
ORDER BY found.published_at
LIMIT 1;
