-- How many of the polled feeds answered each day: a chart that dips because feeds died must say so.
-- Grain and key: day (UTC, of the request). answered_share is 0 to 1.
CREATE OR REPLACE VIEW poll_daily AS
WITH polls AS (
    SELECT
        CAST(requested_at AT TIME ZONE 'UTC' AS DATE) AS day,
        url,
        bool_or(outcome IN ('fetched', 'not_modified')) AS is_answered
    FROM "fetch"
    WHERE target_kind = 'feed'
    GROUP BY ALL
)
SELECT
    day,
    count(*) AS due_feeds,
    count(*) FILTER (WHERE is_answered) AS answered_feeds,
    count(*) FILTER (WHERE is_answered) / count(*) AS answered_share
FROM polls
GROUP BY day;
