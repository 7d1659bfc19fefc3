-- The ISO week of a day, as its Monday.
-- Grain: a value.
CREATE OR REPLACE MACRO iso_week(day) AS
CAST(date_trunc('week', day) AS DATE);
