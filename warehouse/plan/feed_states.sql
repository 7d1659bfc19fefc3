-- The polling state of every feed. Grain and key: feed_id.
SELECT
    feed_id, etag, last_modified, body_sha256, next_due_at, last_polled_at, last_success_at, failure_count, status
FROM feed;
