-- The days and events that they are of, now or before.
-- Grain: (day, event_id), either may repeat.
CREATE OR REPLACE TEMP TABLE stage_touched AS
SELECT day, event_id FROM stage_tally
UNION
SELECT day, event_id FROM stage_before;

-- Where the counts of those events stand, and how far back all that is counted anew reaches: what
-- lies before is not read. Grain and key: event_row. The one row of stage_reach has first_day and
-- first_at, its beginning.
CREATE OR REPLACE TEMP TABLE stage_counted_event AS
SELECT event_tally.rowid AS event_row, first_published_at
FROM event_tally
SEMI JOIN stage_touched USING (event_id);

CREATE OR REPLACE TEMP TABLE stage_reach AS
WITH first_times AS (
    SELECT min(first_published_at) AS first_at FROM stage_counted_event
    UNION ALL
    SELECT CAST(min(day) AS TIMESTAMPTZ) FROM stage_touched
),
reach AS (SELECT utc_day(min(first_at)) AS first_day FROM first_times)
SELECT first_day, CAST(first_day AS TIMESTAMPTZ) AS first_at
FROM reach;
