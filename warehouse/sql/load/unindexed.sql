-- The words of new articles have to be indexed.
-- Grain: an article.
INSERT INTO unindexed
SELECT article_id
FROM stage_new_article;
