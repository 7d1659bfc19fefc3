-- The ISO weeks that they are of, each by its Monday. Grain and key: week.
CREATE OR REPLACE TEMP TABLE stage_week AS
SELECT DISTINCT CAST(date_trunc('week', day) AS DATE) AS week
FROM stage_touched;
