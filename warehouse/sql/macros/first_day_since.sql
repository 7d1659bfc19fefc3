-- The first day that begins at a time or later, in the time zone of the warehouse.
-- Grain: a value. For conditions on days where --since and --until are times.
CREATE OR REPLACE MACRO first_day_since(moment) AS
CASE
    WHEN day_start(local_day(CAST(moment AS TIMESTAMPTZ))) < CAST(moment AS TIMESTAMPTZ)
        THEN local_day(CAST(moment AS TIMESTAMPTZ)) + 1
    ELSE local_day(CAST(moment AS TIMESTAMPTZ))
END;
