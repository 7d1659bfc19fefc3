-- Group and outlet, as numbers, of the texts that have a shingle of the ungrouped ones. Grain and key: text.
-- Reads stage_near and stage_shingle.
WITH sharing AS (SELECT text, article_id FROM stage_near WHERE text IN (SELECT text FROM stage_shingle)),
copies AS (SELECT article_id, group_id FROM syndication_member SEMI JOIN sharing USING (article_id)),
articles AS (SELECT article_id, outlet_id FROM article SEMI JOIN sharing USING (article_id))
SELECT
    sharing.text,
    coalesce(hash(copies.group_id), 0) AS group_code,
    hash(articles.outlet_id) AS outlet_code
FROM sharing
INNER JOIN articles USING (article_id)
LEFT JOIN copies USING (article_id)
ORDER BY sharing.text;
