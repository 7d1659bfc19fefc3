-- Add the events whose row changed to those that a commit to the lake touched.
-- Grain and key: (day, event_id). Reads stage_event.
INSERT INTO stage_touched
SELECT CAST(NULL AS DATE) AS day, event_id
FROM stage_event
ANTI JOIN stage_touched USING (event_id);
