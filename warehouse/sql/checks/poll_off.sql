-- Days on which more feeds answered than were polled.
-- Grain: a finding. Reads the table whole.
SELECT day AS subject, answered_feeds || ' of ' || due_feeds AS problem
FROM poll_day
WHERE answered_feeds > due_feeds OR due_feeds < 1;
