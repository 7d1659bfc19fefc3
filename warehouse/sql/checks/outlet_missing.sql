-- Articles of an outlet that the warehouse does not have.
-- Grain: a finding. Reads what the last tallying staged.
SELECT article_id AS subject, outlet_id AS problem
FROM article
SEMI JOIN stage_article USING (article_id)
ANTI JOIN outlet USING (outlet_id);
