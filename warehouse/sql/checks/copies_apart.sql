-- Copies that stand in another event than their original.
-- Grain: a finding. Reads what the last tallying staged.
WITH groups AS (
    SELECT DISTINCT group_id FROM syndication_member SEMI JOIN stage_article USING (article_id)
)
SELECT group_id AS subject, count(DISTINCT event_id) || ' events' AS problem
FROM syndication_member
SEMI JOIN groups USING (group_id)
INNER JOIN event_article USING (article_id)
GROUP BY group_id
HAVING count(DISTINCT event_id) > 1;
