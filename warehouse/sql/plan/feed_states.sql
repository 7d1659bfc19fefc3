-- The polling state of every feed.
-- Grain and key: feed_id.
SELECT
    feed_id,
    struct_pack(
        etag := etag, last_modified := last_modified,
        is_validator_trusted := coalesce(is_validator_trusted, true),
        body_sha256 := body_sha256, body_at := body_at, body_file := body_file,
        body_offset := body_offset, next_due_at := next_due_at, last_polled_at := last_polled_at,
        last_success_at := last_success_at, interval_s := interval_s,
        pace_streak := coalesce(pace_streak, 0), known_share := known_share, hint_s := hint_s,
        failure_count := failure_count, failure_weight := coalesce(failure_weight, 0),
        redirect_url := redirect_url, status := status,
        sitemaps := coalesce(sitemaps, []), left_out_count := coalesce(left_out_count, 0)
    ) AS state
FROM feed;
