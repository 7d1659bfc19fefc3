-- Vectors. Reads stage_erased_article.
DELETE FROM article_vector
WHERE article_id IN (SELECT article_id FROM stage_erased_article);
