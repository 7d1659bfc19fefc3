-- Feeds and the state that polling left them in. Key: feed_id.
MERGE INTO feed USING stage_feed AS staged ON feed.feed_id = staged.feed_id
WHEN MATCHED THEN UPDATE SET
    outlet_id = staged.outlet_id, url = staged.url, language = staged.language, kind = staged.kind, status =
    staged.status, next_due_at = staged.next_due_at, last_polled_at = staged.last_polled_at, last_success_at
    = staged.last_success_at, interval_s = staged.interval_s, pace_streak = staged.pace_streak, known_share
    = staged.known_share, hint_s = staged.hint_s, failure_count = staged.failure_count, failure_weight =
    staged.failure_weight, redirect_url = staged.redirect_url, etag = staged.etag, last_modified =
    staged.last_modified, is_validator_trusted = staged.is_validator_trusted, body_sha256 =
    staged.body_sha256, body_at = staged.body_at, body_file = staged.body_file, body_offset =
    staged.body_offset
WHEN NOT MATCHED THEN INSERT (
    feed_id, outlet_id, url, language, kind, status, next_due_at, last_polled_at, last_success_at,
    interval_s, pace_streak, known_share, hint_s, failure_count, failure_weight, redirect_url, etag,
    last_modified, is_validator_trusted, body_sha256, body_at, body_file, body_offset
) VALUES (
    staged.feed_id, staged.outlet_id, staged.url, staged.language, staged.kind, staged.status,
    staged.next_due_at, staged.last_polled_at, staged.last_success_at, staged.interval_s,
    staged.pace_streak, staged.known_share, staged.hint_s, staged.failure_count, staged.failure_weight,
    staged.redirect_url, staged.etag, staged.last_modified, staged.is_validator_trusted, staged.body_sha256,
    staged.body_at, staged.body_file, staged.body_offset
);
