-- Group and outlet of all texts around the ungrouped ones, as numbers. Grain and key: text. Reads stage_near.
SELECT
    stage_near.text,
    coalesce(hash(syndication_member.group_id), 0) AS group_code,
    hash(article.outlet_id) AS outlet_code
FROM stage_near
INNER JOIN article USING (article_id)
LEFT JOIN syndication_member USING (article_id)
ORDER BY stage_near.text;
