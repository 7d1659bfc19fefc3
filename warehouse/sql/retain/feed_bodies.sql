-- Feeds whose last body is in an old file are asked for it anew.
-- Grain and key: feed_id. Reads stage_old_file.
UPDATE feed SET
    body_sha256 = NULL,
    body_at = NULL,
    body_file = NULL,
    body_offset = NULL,
    etag = NULL,
    last_modified = NULL
WHERE body_file IN (SELECT archive_file FROM stage_old_file);
