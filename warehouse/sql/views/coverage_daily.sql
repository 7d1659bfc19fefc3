-- Coverage of each event by day, language and outlet, as articles and as originals
-- (copies collapsed).
-- Grain and key: (day, event_id, language, outlet_id). answered_share is NULL for days without a
-- poll.
CREATE OR REPLACE VIEW coverage_daily AS
WITH related AS (SELECT * FROM article_related),
polls AS (SELECT * FROM poll_daily),
counted AS (
    SELECT
        day,
        event_id,
        language,
        outlet_id,
        count(*) AS articles,
        count(DISTINCT group_id) AS originals,
        any_value(owner) AS owner
    FROM related
    GROUP BY day, event_id, language, outlet_id
)
SELECT counted.*, polls.answered_share
FROM counted
LEFT JOIN polls USING (day);
