-- Requests for it: when they were made and how they ended stays, for the counts of requests.
-- Grain and key: fetch_id. Reads stage_erased_fetch. The answers of feeds that list it lose their
-- record alone.
UPDATE "fetch" SET
    url = coalesce(gone.mark, "fetch".url),
    final_url = CASE WHEN gone.mark IS NULL THEN "fetch".final_url END,
    body_sha256 = NULL, archive_file = NULL, archive_offset = NULL,
    error = CASE WHEN gone.mark IS NULL THEN "fetch".error END
FROM stage_erased_fetch AS gone
WHERE "fetch".fetch_id = gone.fetch_id;
