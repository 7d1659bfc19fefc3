-- Count the feeds polled, and those that answered, on the days when this run polled feeds.
-- Grain and key: day.
CREATE OR REPLACE TEMP TABLE stage_poll_day AS
WITH days AS (
    SELECT DISTINCT local_day(requested_at) AS day
    FROM stage_fetch
    WHERE target_kind = 'feed'
),
polls AS (
    SELECT
        local_day("fetch".requested_at) AS day,
        "fetch".url,
        bool_or("fetch".outcome IN ('fetched', 'not_modified')) AS is_answered
    FROM "fetch"
    WHERE
        "fetch".target_kind = 'feed'
        AND "fetch".requested_at >= (SELECT day_start(min(day)) FROM days)
    GROUP BY ALL
)
SELECT day, count(*) AS due_feeds, count(*) FILTER (WHERE is_answered) AS answered_feeds
FROM polls
SEMI JOIN days USING (day)
GROUP BY day;

DELETE FROM poll_day WHERE day IN (SELECT day FROM stage_poll_day);

INSERT INTO poll_day FROM stage_poll_day;
