-- Their words are not in the index yet.
-- Grain: an article.
INSERT INTO unindexed SELECT article_id FROM made ORDER BY published_at;
