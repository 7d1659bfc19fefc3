-- Group and outlet, as numbers, of the texts that have a shingle of the ungrouped ones.
-- Grain and key: text. Reads stage_near and stage_shingle.
WITH sharing AS (SELECT text, article_id FROM stage_near SEMI JOIN stage_shingle USING (text))
SELECT
    sharing.text,
    coalesce(hash(syndication_member.group_id), 0) AS group_code,
    hash(article.outlet_id) AS outlet_code
FROM sharing
INNER JOIN article USING (article_id)
LEFT JOIN syndication_member USING (article_id)
ORDER BY sharing.text;
