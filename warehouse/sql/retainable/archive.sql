-- How many requests point into old archive files. Grain: one row. Bound: $before (the files are staged).
SELECT count(*)
FROM "fetch"
SEMI JOIN stage_old_file USING (archive_file)
WHERE $before IS NOT NULL;
