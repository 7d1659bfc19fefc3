-- The UTC day of a time, whatever the time zone of the warehouse.
-- Grain: a value.
CREATE OR REPLACE MACRO utc_day(moment) AS
CAST(moment AT TIME ZONE 'UTC' AS DATE);
