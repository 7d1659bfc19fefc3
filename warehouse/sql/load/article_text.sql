-- The bodies of new articles.
-- Grain and key: article_id.
INSERT INTO article_text (article_id, published_at, "text")
SELECT article_id, published_at, "text"
FROM stage_read
SEMI JOIN stage_new_article USING (fetch_id, article_id);
