-- How much of an outlet's output is copied, by day.
-- Grain and key: (day, outlet_id). copied_share is 0 to 1.
CREATE OR REPLACE VIEW outlet_syndication AS
WITH counted AS (SELECT * FROM outlet_day),
outlets AS (SELECT * FROM outlet),
polls AS (SELECT * FROM poll_daily)
SELECT
    counted.day,
    counted.outlet_id,
    coalesce(outlets.owner, counted.outlet_id) AS owner,
    counted.articles,
    counted.copied,
    counted.copied / counted.articles AS copied_share,
    counted.originals,
    polls.answered_share
FROM counted
LEFT JOIN outlets USING (outlet_id)
LEFT JOIN polls USING (day);
