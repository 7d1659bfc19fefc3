-- How many requests were made before a time.
-- Grain: one row. Bound: $before. Those whose answer is in the archive stay: only they tell where
-- its record is.
SELECT count(*)
FROM "fetch"
WHERE requested_at < $before AND archive_file IS NULL;
