-- The fingerprints of new articles. Key: article_id.
INSERT INTO article_fingerprint (article_id, published_at, text_hash, shingles)
SELECT article_id, published_at, text_hash, shingles
FROM stage_new_article;
