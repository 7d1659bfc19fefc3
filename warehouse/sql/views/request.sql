-- The table "fetch" under a name that needs no quotes: fetch is a reserved word of SQL.
-- Grain and key: fetch_id.
CREATE OR REPLACE VIEW request AS
SELECT
    fetch_id, run_id, target_kind, url, final_url, host, requested_at, elapsed_ms, outcome,
    http_status, content_type, body_bytes, body_sha256, archive_file, archive_offset, error,
    opt_outs
FROM "fetch";
