-- Remove what is to be written anew. Grain and key: article_id.
DELETE FROM article_fingerprint
WHERE article_id IN (SELECT article_id FROM stage_changed);
