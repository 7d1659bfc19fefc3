-- They need not be related any more. Grain and key: article_id. Reads stage_erased_article.
DELETE FROM unrelated
WHERE article_id IN (SELECT article_id FROM stage_erased_article);
