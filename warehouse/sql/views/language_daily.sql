-- Output by day and language, as articles, originals, outlets and independent owners.
-- Grain and key: (day, language). answered_share is NULL for days without a poll.
CREATE OR REPLACE VIEW language_daily AS
WITH counted AS (SELECT * FROM language_day),
polls AS (SELECT * FROM poll_daily)
SELECT
    counted.day,
    counted.language,
    counted.articles,
    counted.originals,
    counted.outlets,
    counted.owners,
    polls.answered_share
FROM counted
LEFT JOIN polls USING (day);
