-- The days and events of these articles, now or before.
-- Grain: (day, event_id), either may repeat.
CREATE OR REPLACE TEMP TABLE stage_touched AS
SELECT day, event_id FROM stage_tally
UNION
SELECT day, event_id FROM stage_before;

-- The row ids of the counts of those events, and the first day that is counted again: nothing
-- before it is read. Grain and key: event_row. stage_reach has one row, that day and its beginning.
CREATE OR REPLACE TEMP TABLE stage_counted_event AS
SELECT event_tally.rowid AS event_row, first_published_at
FROM event_tally
SEMI JOIN stage_touched USING (event_id);

CREATE OR REPLACE TEMP TABLE stage_reach AS
WITH first_times AS (
    SELECT min(first_published_at) AS first_at FROM stage_counted_event
    UNION ALL
    SELECT day_start(min(day)) FROM stage_touched
),
reach AS (SELECT local_day(min(first_at)) AS first_day FROM first_times)
SELECT first_day, day_start(first_day) AS first_at
FROM reach;
