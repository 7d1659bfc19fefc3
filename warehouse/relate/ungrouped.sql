-- Articles that stand in no group of copies yet. Grain and key: article_id.
SELECT article_fingerprint.article_id, article_fingerprint.published_at, text_hash, shingles
FROM article_fingerprint
ANTI JOIN syndication_member USING (article_id)
ORDER BY article_fingerprint.published_at, article_fingerprint.article_id;
