-- The polls of the moment's day, without those that came later. Grain and key: day. Days whose requests were let go stay.
CREATE OR REPLACE TEMP TABLE stage_poll_day AS
WITH polls AS (
    SELECT "fetch".url, bool_or("fetch".outcome IN ('fetched', 'not_modified')) AS is_answered
    FROM "fetch"
    CROSS JOIN stage_at
    WHERE "fetch".target_kind = 'feed'
        AND "fetch".requested_at BETWEEN date_trunc('day', stage_at.moment) AND stage_at.moment
    GROUP BY "fetch".url
)
SELECT
    (SELECT CAST(moment AT TIME ZONE 'UTC' AS DATE) FROM stage_at) AS day,
    count(*) AS due_feeds,
    count(*) FILTER (WHERE is_answered) AS answered_feeds
FROM polls
HAVING count(*) > 0;

UPDATE poll_day SET due_feeds = stage_poll_day.due_feeds, answered_feeds = stage_poll_day.answered_feeds
FROM stage_poll_day
WHERE poll_day.day = stage_poll_day.day;
