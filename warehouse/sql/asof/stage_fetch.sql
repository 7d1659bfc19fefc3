-- The requests of the moment's day, whose polls are to be counted without those that came later.
-- Grain and key: fetch_id. Days whose requests were let go stay as they were counted.
CREATE OR REPLACE TEMP TABLE stage_fetch AS
SELECT *
FROM "fetch"
WHERE requested_at >= (SELECT date_trunc('day', moment) FROM stage_at);
