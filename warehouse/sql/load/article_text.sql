-- The bodies of new articles.
-- Key: article_id.
INSERT INTO article_text (article_id, published_at, "text")
SELECT article_id, published_at, "text"
FROM stage_new_article;
