-- Every vote on the language of new articles. Key: (article_id, method).
MERGE INTO article_language USING (
    WITH votes AS (SELECT article_id, unnest(language.votes) AS vote FROM stage_new_article)
    SELECT article_id, vote.method AS method, vote.tag AS tag, vote.confidence AS confidence
    FROM votes
    QUALIFY row_number() OVER (PARTITION BY article_id, vote.method) = 1
) AS staged
    ON article_language.article_id = staged.article_id AND article_language.method = staged.method
WHEN NOT MATCHED THEN INSERT (article_id, method, tag, confidence)
    VALUES (staged.article_id, staged.method, staged.tag, staged.confidence);
