-- Requests happened once and never change: one that is there has the same time. Key: fetch_id.
INSERT INTO "fetch" (fetch_id, run_id, target_kind, url, final_url, host, requested_at, elapsed_ms, outcome,
    http_status, content_type, body_bytes, body_sha256, archive_file, archive_offset, opt_outs, error)
WITH known AS (
    SELECT fetch_id
    FROM "fetch"
    WHERE requested_at >= (SELECT min(requested_at) FROM stage_fetch)
)
SELECT
    fetch_id, run_id, target_kind, url, final_url, host, requested_at, elapsed_ms, outcome, http_status,
    content_type, body_bytes, body_sha256, archive_file, archive_offset, opt_outs, error
FROM stage_fetch
ANTI JOIN known USING (fetch_id);
