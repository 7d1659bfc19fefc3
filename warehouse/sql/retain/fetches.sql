-- Requests made before a time whose answer is not in the archive.
-- Grain and key: fetch_id. Bound: $before.
DELETE FROM "fetch"
WHERE requested_at < $before AND archive_file IS NULL;
