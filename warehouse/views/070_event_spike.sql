-- Days on which an event had more articles than its trailing four weeks, days without any counted as 0.
-- Grain and key: (day, event_id), for days with articles. expected is the daily mean of the 28 days
-- before; z is (articles - expected) / sqrt(expected + 1), the distance in a Poisson count's deviations.
CREATE OR REPLACE VIEW event_spike AS
WITH counted AS (SELECT * FROM event_day),
polls AS (SELECT * FROM poll_daily)
SELECT
    counted.day, counted.event_id, counted.articles, counted.expected, counted.z, counted.originals, counted.owners,
    polls.answered_share
FROM counted
LEFT JOIN polls USING (day);
