-- The bodies of new articles. Key: article_id.
MERGE INTO article_text USING stage_new_article AS staged ON article_text.article_id = staged.article_id
WHEN NOT MATCHED THEN INSERT (article_id, published_at, "text")
    VALUES (staged.article_id, staged.published_at, staged."text");
