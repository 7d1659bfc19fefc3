-- How each feed is doing: its state and pace, its answers, and what its entries became.
-- Grain and key: feed_id. loaded_share is the share of its entries that became articles, 0 to 1;
-- entries_per_day is over the seven days before its last poll. put_off is how many of the pages
-- that are waiting were not requested, because time was up. Feeds that are archive files are
-- left out.
CREATE OR REPLACE VIEW feed_health AS
WITH feeds AS (SELECT * FROM feed WHERE kind IS DISTINCT FROM 'archive'),
asked_urls AS (
    SELECT feed_id, url FROM feeds
    UNION
    SELECT feed_id, redirect_url FROM feeds WHERE redirect_url IS NOT NULL
),
polls AS (
    SELECT
        asked_urls.feed_id,
        count(*) AS polls,
        count(*) FILTER (WHERE outcome IN ('fetched', 'not_modified')) AS answered,
        arg_max(outcome, requested_at) AS last_outcome,
        arg_max_null(error, requested_at) AS last_error,
        median(elapsed_ms) AS median_elapsed_ms
    FROM "fetch"
    INNER JOIN asked_urls USING (url)
    WHERE target_kind = 'feed'
    GROUP BY asked_urls.feed_id
),
entries AS (
    SELECT
        entry.feed_id,
        count(*) AS entries,
        count(*) FILTER (WHERE state = 'loaded') AS loaded,
        count(*) FILTER (WHERE state = 'rejected') AS rejected,
        count(*) FILTER (WHERE state = 'waiting') AS waiting,
        count(*) FILTER (WHERE state = 'waiting' AND next_attempt_at IS NULL) AS put_off,
        max(first_seen_at) AS last_new_entry_at,
        count(*) FILTER (WHERE first_seen_at > last_polled_at - INTERVAL 7 DAYS)
        / 7 AS entries_per_day
    FROM entry
    INNER JOIN feeds USING (feed_id)
    GROUP BY entry.feed_id
)
SELECT
    feeds.feed_id, feeds.outlet_id, feeds.url, feeds.kind, feeds.status,
    feeds.next_due_at, feeds.last_polled_at, feeds.last_success_at,
    feeds.interval_s, feeds.known_share, feeds.hint_s, feeds.failure_count, feeds.failure_weight,
    feeds.redirect_url, feeds.is_validator_trusted,
    coalesce(polls.polls, 0) AS polls,
    polls.answered / polls.polls AS answered_share,
    polls.last_outcome, polls.last_error, polls.median_elapsed_ms,
    coalesce(entries.entries, 0) AS entries,
    entries.loaded / entries.entries AS loaded_share,
    coalesce(entries.rejected, 0) AS rejected,
    entries.last_new_entry_at,
    coalesce(entries.entries_per_day, 0) AS entries_per_day,
    coalesce(entries.waiting, 0) AS waiting,
    coalesce(entries.put_off, 0) AS put_off
FROM feeds
LEFT JOIN polls USING (feed_id)
LEFT JOIN entries USING (feed_id);
