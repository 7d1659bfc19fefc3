-- The fingerprints of new articles. Key: article_id.
MERGE INTO article_fingerprint USING stage_new_article AS staged
    ON article_fingerprint.article_id = staged.article_id
WHEN NOT MATCHED THEN INSERT (article_id, published_at, text_hash, shingles)
    VALUES (staged.article_id, staged.published_at, staged.text_hash, staged.shingles);
