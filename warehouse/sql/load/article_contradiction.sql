-- Statements of the pages of new articles that differ from what was believed.
-- Grain: a statement.
INSERT INTO article_contradiction
WITH said AS (SELECT article_id, unnest(contradictions) AS statement FROM stage_new_article)
SELECT DISTINCT article_id, statement.field, statement.witness, statement."value"
FROM said;
