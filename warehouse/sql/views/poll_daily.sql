-- How many of the polled feeds answered each day: a chart that dips because feeds died must say so.
-- Grain and key: day, of the request. answered_share is 0 to 1.
CREATE OR REPLACE VIEW poll_daily AS
SELECT day, due_feeds, answered_feeds, answered_feeds / due_feeds AS answered_share
FROM poll_day;
