-- When a day begins in the time zone of the warehouse, which is in the table time_zone.
-- Grain: a value. Where the macro is made, that zone takes the place of $zone. Of a midnight that
-- comes twice, as clocks go back, DuckDB gives the second: the day begins at the first.
CREATE OR REPLACE MACRO day_start(day) AS
CAST(day AS TIMESTAMP) AT TIME ZONE '$zone'
- CASE
    WHEN
        local_day(CAST(day AS TIMESTAMP) AT TIME ZONE '$zone' - INTERVAL 1 HOUR) >= day
        THEN INTERVAL 1 HOUR
    ELSE INTERVAL 0 HOURS
END;
