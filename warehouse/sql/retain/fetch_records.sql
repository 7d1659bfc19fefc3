-- Forget where records in old files are.
-- Grain and key: fetch_id. Reads stage_old_file.
UPDATE "fetch" SET archive_file = NULL, archive_offset = NULL
WHERE archive_file IN (SELECT archive_file FROM stage_old_file);
