-- Terms found in them. Reads stage_erased_article.
DELETE FROM mention
WHERE article_id IN (SELECT article_id FROM stage_erased_article);
