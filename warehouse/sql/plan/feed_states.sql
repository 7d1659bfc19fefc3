-- The polling state of every feed. Grain and key: feed_id.
SELECT
    feed_id, etag, last_modified, is_validator_trusted, body_sha256, body_at, body_file, body_offset,
    next_due_at, last_polled_at, last_success_at, interval_s, pace_streak, known_share, hint_s,
    failure_count, failure_weight, redirect_url, status
FROM feed;
