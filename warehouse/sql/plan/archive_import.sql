-- How far a foreign archive file was read in.
-- Grain and key: file. Bound: $file.
SELECT file, file_bytes, next_offset, page_count, run_id
FROM archive_import
WHERE file = $file;
