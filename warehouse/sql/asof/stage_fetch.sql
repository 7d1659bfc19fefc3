-- The requests of the moment's day: its polls are counted without those that came later.
-- Grain and key: fetch_id. Days whose requests expired stay as they were counted.
CREATE OR REPLACE TEMP TABLE stage_fetch AS
SELECT *
FROM "fetch"
WHERE requested_at >= (SELECT day_start(local_day(moment)) FROM stage_at);
