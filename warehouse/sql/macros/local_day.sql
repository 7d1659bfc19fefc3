-- The day of a time in the time zone of the warehouse, which is in the table time_zone.
-- Grain: a value. Where the macro is made, that zone takes the place of $zone.
CREATE OR REPLACE MACRO local_day(moment) AS
CAST(moment AT TIME ZONE '$zone' AS DATE);
