-- Keep what grouping found of texts for the next run.
-- Grain and key: article_id. Reads stage_closeness.
MERGE INTO article_closeness USING (
    SELECT article_id, to_timestamp(published_s) AS published_at, products FROM stage_closeness
) AS staged ON article_closeness.article_id = staged.article_id
WHEN MATCHED THEN UPDATE BY NAME
WHEN NOT MATCHED THEN INSERT BY NAME;
