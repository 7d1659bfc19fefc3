-- How each feed is doing: its state, its answers, and what its entries became.
-- Grain and key: feed_id. loaded_share is the share of its entries that became articles, 0 to 1.
CREATE OR REPLACE VIEW feed_health AS
WITH feeds AS (SELECT * FROM feed),
polls AS (
    SELECT
        url,
        count(*) AS polls,
        count(*) FILTER (WHERE outcome IN ('fetched', 'not_modified')) AS answered,
        arg_max(outcome, requested_at) AS last_outcome,
        arg_max(error, requested_at) AS last_error,
        median(elapsed_ms) AS median_elapsed_ms
    FROM "fetch"
    WHERE target_kind = 'feed'
    GROUP BY url
),
entries AS (
    SELECT
        feed_id,
        count(*) AS entries,
        count(*) FILTER (WHERE state = 'loaded') AS loaded,
        count(*) FILTER (WHERE state = 'rejected') AS rejected,
        max(first_seen_at) AS last_new_entry_at
    FROM entry
    GROUP BY feed_id
)
SELECT
    feeds.feed_id,
    feeds.outlet_id,
    feeds.url,
    feeds.status,
    feeds.next_due_at,
    feeds.last_polled_at,
    feeds.last_success_at,
    feeds.failure_count,
    coalesce(polls.polls, 0) AS polls,
    polls.answered / polls.polls AS answered_share,
    polls.last_outcome,
    polls.last_error,
    polls.median_elapsed_ms,
    coalesce(entries.entries, 0) AS entries,
    entries.loaded / entries.entries AS loaded_share,
    coalesce(entries.rejected, 0) AS rejected,
    entries.last_new_entry_at
FROM feeds
LEFT JOIN polls USING (url)
LEFT JOIN entries USING (feed_id);
