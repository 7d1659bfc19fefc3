-- Title: How each feed is doing
-- Grain: one row for each feed (feed_id); the span is of its last poll
-- Columns: feed_id, outlet_id, url, kind, status, next_due_at, last_polled_at, last_success_at,
--     interval_s,
--     known_share, hint_s, failure_count, failure_weight, redirect_url, is_validator_trusted,
--     polls,
--     answered_share, last_outcome, last_error, median_elapsed_ms, entries, loaded_share, rejected,
--     last_new_entry_at, entries_per_day, waiting, put_off, newest_published_at, sitemaps,
--     failing_sitemaps, left_out_sitemaps, problem
-- Parameters: since, until
SELECT
    feed_id,
    outlet_id,
    url,
    kind,
    status,
    next_due_at,
    last_polled_at,
    last_success_at,
    interval_s,
    known_share,
    hint_s,
    failure_count,
    failure_weight,
    redirect_url,
    is_validator_trusted,
    polls,
    answered_share,
    last_outcome,
    last_error,
    median_elapsed_ms,
    entries,
    loaded_share,
    rejected,
    last_new_entry_at,
    entries_per_day,
    waiting,
    put_off,
    newest_published_at,
    sitemaps,
    failing_sitemaps,
    left_out_sitemaps,
    problem
FROM feed_health
WHERE
    ($since IS NULL OR last_polled_at >= $since)
    AND ($until IS NULL OR last_polled_at < $until)
ORDER BY feed_id;
