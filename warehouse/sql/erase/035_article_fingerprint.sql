-- Fingerprints. Reads stage_erased_article.
DELETE FROM article_fingerprint
WHERE article_id IN (SELECT article_id FROM stage_erased_article);
