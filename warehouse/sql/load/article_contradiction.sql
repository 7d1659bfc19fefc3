-- What the pages of new articles say otherwise than what was believed.
-- Grain: a statement.
INSERT INTO article_contradiction
WITH said AS (SELECT article_id, unnest(contradictions) AS statement FROM stage_new_article)
SELECT DISTINCT article_id, statement.field, statement.witness, statement."value"
FROM said;
