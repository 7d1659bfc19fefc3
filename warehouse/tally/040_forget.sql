-- Forget the old rows. Grain and key: article_id.
DELETE FROM article_tally
WHERE article_id IN (SELECT article_id FROM stage_article);
