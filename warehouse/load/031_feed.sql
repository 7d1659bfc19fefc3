-- Feeds and the state that polling left them in. Key: feed_id.
MERGE INTO feed USING stage_feed AS staged ON feed.feed_id = staged.feed_id
WHEN MATCHED THEN UPDATE SET
    outlet_id = staged.outlet_id, url = staged.url, language = staged.language, status = staged.status,
    next_due_at = staged.next_due_at, last_polled_at = staged.last_polled_at,
    last_success_at = staged.last_success_at, failure_count = staged.failure_count, etag = staged.etag,
    last_modified = staged.last_modified, body_sha256 = staged.body_sha256
WHEN NOT MATCHED THEN INSERT (feed_id, outlet_id, url, language, status, next_due_at, last_polled_at,
        last_success_at, failure_count, etag, last_modified, body_sha256)
    VALUES (staged.feed_id, staged.outlet_id, staged.url, staged.language, staged.status,
        staged.next_due_at, staged.last_polled_at, staged.last_success_at, staged.failure_count,
        staged.etag, staged.last_modified, staged.body_sha256);
