-- Articles in two groups of copies, or in none.
-- Grain: a finding. Reads what the last tallying staged.
SELECT article_id AS subject, count(syndication_member.article_id) || ' groups' AS problem
FROM stage_article
SEMI JOIN article USING (article_id)
LEFT JOIN syndication_member USING (article_id)
GROUP BY article_id
HAVING count(syndication_member.article_id) != 1;
