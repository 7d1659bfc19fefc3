-- The ISO weeks that they are of, each by its Monday, with the languages that they have in each:
-- words of other languages stay as they were counted.
-- Grain and key: (week, language).
CREATE OR REPLACE TEMP TABLE stage_week_language AS
WITH dated AS (
    SELECT day, language FROM stage_tally
    UNION
    SELECT day, language FROM stage_before
)
SELECT DISTINCT iso_week(day) AS week, language
FROM dated;

CREATE OR REPLACE TEMP TABLE stage_week AS
SELECT DISTINCT week
FROM stage_week_language;
