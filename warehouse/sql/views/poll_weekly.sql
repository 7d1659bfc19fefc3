-- How many of the polled feeds answered each ISO week, a feed counted on each day it was polled.
-- Grain and key: week (its Monday). answered_share is 0 to 1.
CREATE OR REPLACE VIEW poll_weekly AS
WITH polls AS (SELECT * FROM poll_day)
SELECT
    iso_week(day) AS week,
    sum(due_feeds) AS due_feeds,
    sum(answered_feeds) AS answered_feeds,
    sum(answered_feeds) / sum(due_feeds) AS answered_share
FROM polls
GROUP BY ALL;
