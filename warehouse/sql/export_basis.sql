-- How much there is to export, and of when: the articles, and when the last published run ended.
-- Grain: one row.
SELECT
    (SELECT count(*) FROM article) AS article_count,
    (SELECT max(finished_at) FROM run) AS finished_at;
