-- Requests, which never change: one that is loaded already has the same time.
-- Grain and key: fetch_id.
INSERT INTO "fetch" BY NAME
WITH known AS (
    SELECT fetch_id
    FROM "fetch"
    WHERE requested_at >= (SELECT min(requested_at) FROM stage_fetch)
)
SELECT *
FROM stage_fetch
ANTI JOIN known USING (fetch_id);
