-- Output by day and language, as articles, originals, outlets and independent owners.
-- Grain and key: (day, language). answered_share is NULL for days without a poll.
CREATE OR REPLACE VIEW language_daily AS
WITH related AS (SELECT * FROM article_related),
polls AS (SELECT * FROM poll_daily),
counted AS (
    SELECT
        day,
        language,
        count(*) AS articles,
        count(DISTINCT group_id) AS originals,
        count(DISTINCT outlet_id) AS outlets,
        count(DISTINCT owner) AS owners
    FROM related
    GROUP BY day, language
)
SELECT counted.*, polls.answered_share
FROM counted
LEFT JOIN polls USING (day);
