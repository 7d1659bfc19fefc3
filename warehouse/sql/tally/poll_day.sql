-- Count polls by day anew, as the days of the warehouse's time zone are now.
-- Grain and key: day. Of requests, those without an archived answer may have expired: days from
-- before the first that is kept stay as they were counted, if feeds that did not answer were
-- counted there.
CREATE OR REPLACE TEMP TABLE stage_kept AS
WITH kept AS (
    SELECT min(requested_at) AS first_at
    FROM "fetch"
    WHERE target_kind = 'feed' AND archive_file IS NULL
),
expired AS (
    SELECT count(*) > 0 AS has_expired
    FROM poll_day, kept
    WHERE answered_feeds < due_feeds AND (kept.first_at IS NULL OR day < utc_day(kept.first_at) - 1)
)
SELECT
    CASE
        WHEN expired.has_expired THEN coalesce(local_day(kept.first_at) + 1, DATE 'infinity')
        ELSE DATE '-infinity'
    END AS first_day
FROM kept, expired;

DELETE FROM poll_day WHERE day >= (SELECT first_day FROM stage_kept);

INSERT INTO poll_day
WITH polls AS (
    SELECT
        local_day(requested_at) AS day,
        url,
        bool_or(outcome IN ('fetched', 'not_modified')) AS is_answered
    FROM "fetch"
    WHERE target_kind = 'feed'
    GROUP BY ALL
)
SELECT day, count(*) AS due_feeds, count(*) FILTER (WHERE is_answered) AS answered_feeds
FROM polls
WHERE day >= (SELECT first_day FROM stage_kept)
GROUP BY day;
