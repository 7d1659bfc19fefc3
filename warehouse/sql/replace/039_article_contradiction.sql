-- Remove what is to be written anew. Grain: a statement.
DELETE FROM article_contradiction
WHERE article_id IN (SELECT article_id FROM stage_changed);
