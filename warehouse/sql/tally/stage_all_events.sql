-- All events that are counted, as if each was touched.
-- Grain and key: event_id. stage_reach has one row.
CREATE OR REPLACE TEMP TABLE stage_touched AS
SELECT CAST(NULL AS DATE) AS day, event_id
FROM event_tally;

CREATE OR REPLACE TEMP TABLE stage_reach AS
SELECT CAST(NULL AS DATE) AS first_day, TIMESTAMPTZ '-infinity' AS first_at;
