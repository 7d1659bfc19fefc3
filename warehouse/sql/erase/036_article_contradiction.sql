-- What their pages said otherwise. Reads stage_erased_article.
DELETE FROM article_contradiction
WHERE article_id IN (SELECT article_id FROM stage_erased_article);
