-- What origins allow, as they said last. Key: origin.
MERGE INTO host USING stage_host AS staged ON host.origin = staged.origin
WHEN MATCHED THEN UPDATE SET
    robots_status = staged.robots_status, robots_text = staged.robots_text, etag = staged.etag,
    last_modified = staged.last_modified, checked_at = staged.checked_at, expires_at = staged.expires_at,
    unreachable_since = staged.unreachable_since, crawl_delay_s = staged.crawl_delay_s, opt_outs =
    staged.opt_outs, retry_at = staged.retry_at
WHEN NOT MATCHED THEN INSERT (
    origin, robots_status, robots_text, etag, last_modified, checked_at, expires_at, unreachable_since,
    crawl_delay_s, opt_outs, retry_at
) VALUES (
    staged.origin, staged.robots_status, staged.robots_text, staged.etag, staged.last_modified,
    staged.checked_at, staged.expires_at, staged.unreachable_since, staged.crawl_delay_s, staged.opt_outs,
    staged.retry_at
);
