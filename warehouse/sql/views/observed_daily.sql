-- Which days Parallax watched: a count of 0 on any other day says nothing.
-- Grain and key: day; days without polls and without articles have no row. is_observed is true
-- where a feed answered that day, and on days before the first or after the last poll that have
-- articles (of a backfill, or of the past that feeds list). answered_share is NULL without a poll.
CREATE OR REPLACE VIEW observed_daily AS
WITH polls AS (SELECT * FROM poll_daily),
polled_span AS (SELECT min(day) AS first_day, max(day) AS last_day FROM polls),
read_days AS (SELECT day, sum(articles) AS articles FROM language_day GROUP BY day),
days AS (
    SELECT
        coalesce(polls.day, read_days.day) AS day,
        polls.due_feeds,
        polls.answered_feeds,
        polls.answered_share,
        coalesce(read_days.articles, 0) AS articles
    FROM polls
    FULL JOIN read_days ON polls.day = read_days.day
)
SELECT
    days.*,
    CASE
        WHEN days.day BETWEEN polled_span.first_day AND polled_span.last_day
            THEN coalesce(days.answered_feeds, 0) > 0
        ELSE true
    END AS is_observed
FROM days
CROSS JOIN polled_span;
