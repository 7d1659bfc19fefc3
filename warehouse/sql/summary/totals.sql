-- How much there is in all, and what the last run did.
-- Grain: one row.
WITH last_run AS (
    SELECT entered_count, loaded_count, known_count, rejected_count
    FROM run
    WHERE status = 'succeeded'
    ORDER BY run_id DESC
    LIMIT 1
)
SELECT
    last_run.*,
    (SELECT count(*) FROM article) AS article_count,
    (SELECT count(DISTINCT group_id) FROM syndication_member) AS original_count,
    (SELECT count(*) FROM event) AS event_count,
    (SELECT count(DISTINCT outlet_id) FROM article) AS outlet_count
FROM last_run;
