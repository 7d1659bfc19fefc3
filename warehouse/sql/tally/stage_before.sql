-- The old rows of these articles, with their row ids.
-- Grain and key: article_id. Row ids are looked up first: a query for all columns would read the
-- whole table.
CREATE OR REPLACE TEMP TABLE stage_before AS
WITH row_ids AS (
    SELECT rowid AS row_id FROM article_tally SEMI JOIN stage_article USING (article_id)
)
SELECT rowid AS row_id, article_id, day, event_id, language
FROM article_tally
WHERE rowid IN (SELECT row_id FROM row_ids);
