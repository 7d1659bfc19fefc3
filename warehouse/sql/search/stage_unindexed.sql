-- The next articles to index, with the numbers that they get.
-- Grain and key: document. Bound: $most, how many. An article that was erased since is left out.
CREATE OR REPLACE TEMP TABLE stage_unindexed AS
SELECT rowid AS queue_row, article_id
FROM unindexed
ORDER BY rowid
LIMIT $most;

CREATE OR REPLACE TEMP TABLE stage_document AS
WITH last AS (SELECT coalesce(max(document), 0) AS document FROM search_document),
queued AS (SELECT DISTINCT article_id FROM stage_unindexed)
SELECT
    CAST(
        last.document
        + row_number() OVER (ORDER BY article.published_at, article.article_id) AS UINTEGER
    ) AS document,
    article.article_id,
    article.published_at,
    article.outlet_id,
    article.language
FROM article
SEMI JOIN queued USING (article_id)
CROSS JOIN last;
