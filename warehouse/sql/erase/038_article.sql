-- The articles themselves. Reads stage_erased_article.
DELETE FROM article
WHERE article_id IN (SELECT article_id FROM stage_erased_article);
