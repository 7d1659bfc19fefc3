-- Archived pages whose body may be in the record of a request that is deleted: pages of the same
-- run with the same body, in another record.
-- Grain and key: fetch_id. Reads stage_alike.
WITH going AS (SELECT "fetch".* FROM "fetch" SEMI JOIN stage_alike USING (fetch_id))
SELECT DISTINCT
    CAST(alike.fetch_id AS VARCHAR) AS fetch_id,
    alike.run_id,
    alike.archive_file,
    alike.archive_offset
FROM "fetch" AS alike
INNER JOIN going
    ON
        alike.run_id = going.run_id AND alike.body_sha256 = going.body_sha256
        AND (alike.archive_file, alike.archive_offset) != (going.archive_file, going.archive_offset)
ANTI JOIN stage_alike AS own ON alike.fetch_id = own.fetch_id
WHERE alike.target_kind = 'page' AND alike.archive_file IS NOT NULL;
