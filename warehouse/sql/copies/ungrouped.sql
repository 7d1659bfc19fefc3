-- The ungrouped articles as grouping compares them, in the order of publication.
-- Grain and key: article_id. Reads stage_ungrouped.
SELECT * REPLACE (CAST(article_id AS VARCHAR) AS article_id)
FROM stage_ungrouped
ORDER BY published_at, stage_ungrouped.article_id;
