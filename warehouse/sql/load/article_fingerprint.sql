-- The fingerprints of new articles.
-- Grain and key: article_id. Pages that were read before an update may still have shingles of 64
-- bits: their lower half is kept, as for all others.
INSERT INTO article_fingerprint (article_id, published_at, text_hash, shingles)
SELECT article_id, published_at, text_hash, list_transform(shingles, lambda hash: hash & 4294967295)
FROM stage_new_article;
