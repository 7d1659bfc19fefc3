-- The fingerprints of new articles.
-- Key: article_id. What an older Parallax read before it was updated still has shingles of 64 bits:
-- their lower half is kept, as of all.
INSERT INTO article_fingerprint (article_id, published_at, text_hash, shingles)
SELECT article_id, published_at, text_hash, list_transform(shingles, lambda hash: hash & 4294967295)
FROM stage_new_article;
