-- Requests happened once and never change. Key: fetch_id.
MERGE INTO "fetch" USING stage_fetch AS staged ON "fetch".fetch_id = staged.fetch_id
WHEN NOT MATCHED THEN INSERT (fetch_id, run_id, target_kind, url, final_url, host, requested_at, elapsed_ms,
        outcome, http_status, content_type, body_bytes, body_sha256, archive_file, archive_offset,
        opt_outs, error)
    VALUES (staged.fetch_id, staged.run_id, staged.target_kind, staged.url, staged.final_url, staged.host,
        staged.requested_at, staged.elapsed_ms, staged.outcome, staged.http_status, staged.content_type,
        staged.body_bytes, staged.body_sha256, staged.archive_file, staged.archive_offset,
        staged.opt_outs, staged.error);
