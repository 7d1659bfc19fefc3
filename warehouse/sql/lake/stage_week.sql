-- The weeks of the days that a commit to the lake touched.
-- Grain and key: week. Reads stage_touched.
CREATE OR REPLACE TEMP TABLE stage_week AS
SELECT DISTINCT CAST(date_trunc('week', day) AS DATE) AS week
FROM stage_touched
WHERE day IS NOT NULL;
