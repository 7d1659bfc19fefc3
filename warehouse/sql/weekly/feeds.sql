-- Feeds that failed: a poll of the week or the last one got no answer, or the feed has a problem.
-- Grain and key: feed_id. Bound: $week. polls, answered_polls and last_error are of the week;
-- failure_count (failed polls in a row), status and problem are those of now.
WITH feeds AS (SELECT * FROM feed_health),
asked_urls AS (
    SELECT feed_id, url FROM feeds
    UNION
    SELECT feed_id, redirect_url FROM feeds WHERE redirect_url IS NOT NULL
),
polls AS (
    SELECT
        asked_urls.feed_id,
        count(*) AS polls,
        count(*) FILTER (WHERE outcome IN ('fetched', 'not_modified')) AS answered_polls,
        arg_max(error, requested_at) FILTER (WHERE error IS NOT NULL) AS last_error
    FROM "fetch"
    INNER JOIN asked_urls USING (url)
    WHERE
        target_kind = 'feed'
        AND local_day(requested_at) BETWEEN CAST($week AS DATE) AND CAST($week AS DATE) + 6
    GROUP BY asked_urls.feed_id
)
SELECT
    feeds.feed_id,
    feeds.outlet_id,
    feeds.url,
    coalesce(polls.polls, 0) AS polls,
    coalesce(polls.answered_polls, 0) AS answered_polls,
    polls.last_error,
    feeds.failure_count,
    feeds.status,
    feeds.problem
FROM feeds
LEFT JOIN polls USING (feed_id)
WHERE
    polls.answered_polls < polls.polls
    OR feeds.failure_count > 0
    OR feeds.problem IS NOT NULL
ORDER BY
    polls.answered_polls / polls.polls NULLS LAST,
    feeds.failure_count DESC,
    feeds.outlet_id,
    feeds.url;
