-- The beginnings of the texts that are compared for copies, where they are kept.
-- Grain and key: article_id. Reads stage_wanted. Bound: $first, $last (published), $chars.
-- Row ids are looked up first: a query for the texts would read those of all articles.
WITH row_ids AS (
    SELECT rowid AS row_id
    FROM article_text
    SEMI JOIN stage_wanted USING (article_id)
    WHERE published_at BETWEEN $first AND $last
)
SELECT CAST(article_id AS VARCHAR) AS article_id, substr(text, 1, $chars) AS text
FROM article_text
WHERE rowid IN (SELECT row_id FROM row_ids);
