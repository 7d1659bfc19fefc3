-- What every origin asked so far allows.
-- Grain and key: origin.
SELECT
    origin,
    robots_status,
    robots_text,
    etag,
    last_modified,
    checked_at,
    expires_at,
    unreachable_since,
    crawl_delay_s, coalesce(opt_outs, []) AS opt_outs, retry_at
FROM host;
