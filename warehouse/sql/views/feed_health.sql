-- How each feed is doing: its state and pace, its answers, and what its entries became.
-- Grain and key: feed_id. loaded_share is the share of its entries that became articles, 0 to 1;
-- entries_per_day is over the seven days before its last poll. put_off is how many of the pages
-- that are waiting were not requested, because time was up. problem is the status of a feed that is
-- not active, or why it may give nothing: sitemaps_failing (of an index), no_entries, only_old
-- (all published 30 days before the last poll), nothing_loaded (no entry became an article),
-- nothing_new (for 30 days). Feeds that are archive files are left out.
CREATE OR REPLACE VIEW feed_health AS
WITH feeds AS (
    SELECT
        *,
        len(list_filter(sitemaps, lambda one: one.error IS NOT NULL)) AS failing_sitemaps,
        list_sum(list_transform(sitemaps, lambda one: one.left_out_count))::BIGINT AS left_out_below
    FROM feed WHERE kind IS DISTINCT FROM 'archive'
),
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
        max(first_seen_at) AS last_new_entry_at, max(published_at) AS newest_published_at,
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
    coalesce(entries.put_off, 0) AS put_off,
    entries.newest_published_at,
    coalesce(len(feeds.sitemaps), 0) AS sitemaps,
    coalesce(feeds.failing_sitemaps, 0) AS failing_sitemaps,
    coalesce(feeds.left_out_count, 0) + coalesce(feeds.left_out_below, 0) AS left_out_sitemaps,
    CASE
        WHEN feeds.status != 'active' THEN feeds.status
        WHEN feeds.last_success_at IS NULL THEN NULL
        WHEN feeds.failing_sitemaps > 0 THEN 'sitemaps_failing'
        WHEN entries.entries IS NULL THEN 'no_entries'
        WHEN entries.newest_published_at < feeds.last_polled_at - INTERVAL 30 DAYS THEN 'only_old'
        WHEN entries.loaded + entries.waiting = 0 THEN 'nothing_loaded'
        WHEN entries.last_new_entry_at < feeds.last_polled_at - INTERVAL 30 DAYS THEN 'nothing_new'
    END AS problem
FROM feeds
LEFT JOIN polls USING (feed_id)
LEFT JOIN entries USING (feed_id);
