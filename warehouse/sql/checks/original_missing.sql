-- Groups of copies without an original, or with two.
-- Grain: a finding. Reads what the last tallying staged.
WITH groups AS (
    SELECT DISTINCT group_id FROM syndication_member SEMI JOIN stage_article USING (article_id)
)
SELECT group_id AS subject, count(*) FILTER (WHERE relation = 'original') || ' originals' AS problem
FROM syndication_member
SEMI JOIN groups USING (group_id)
GROUP BY group_id
HAVING count(*) FILTER (WHERE relation = 'original') != 1;
