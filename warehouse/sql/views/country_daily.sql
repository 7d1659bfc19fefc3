-- Output by day and country, as articles, originals, outlets and independent owners.
-- Grain and key: (day, country), NULL for outlets without one. answered_share is NULL for days
-- without a poll.
CREATE OR REPLACE VIEW country_daily AS
WITH related AS (SELECT * FROM article_related),
polls AS (SELECT * FROM poll_daily),
counted AS (
    SELECT
        day,
        country,
        count(*) AS articles,
        count(DISTINCT group_id) AS originals,
        count(DISTINCT outlet_id) AS outlets,
        count(DISTINCT owner) AS owners
    FROM related
    GROUP BY day, country
)
SELECT counted.*, polls.answered_share
FROM counted
LEFT JOIN polls USING (day);
