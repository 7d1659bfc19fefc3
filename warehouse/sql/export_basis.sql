-- How much there is to export, and of when: the articles, and when the last published run ended.
-- Grain: one row. The last run is the one noted last, whatever the clock was.
SELECT
    (SELECT count(*) FROM article) AS article_count,
    (SELECT arg_max(finished_at, rowid) FROM run) AS finished_at;
