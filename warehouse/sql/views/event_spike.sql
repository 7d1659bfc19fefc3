-- Days on which an event had more articles than its trailing four weeks let expect, days without
-- any counted as 0.
-- Grain and key: (day, event_id), from its first day to its last. expected is its share of each
-- language in the 28 days before, of what the language published that day: fewer on weekends, or
-- where feeds died. z is (articles - expected) / sqrt(expected + 1), the distance in a Poisson
-- count's deviations.
CREATE OR REPLACE VIEW event_spike AS
WITH counted AS (SELECT * FROM event_day),
before AS (SELECT * FROM event_before),
paces AS (SELECT * FROM language_pace),
polls AS (SELECT * FROM poll_daily),
awaited AS (
    SELECT before.day, before.event_id, sum(before.articles * paces.pace) AS articles
    FROM before
    INNER JOIN paces ON before.day = paces.day AND before.language = paces.language
    GROUP BY before.day, before.event_id
)
SELECT
    counted.day,
    counted.event_id,
    counted.articles,
    coalesce(awaited.articles, 0) AS expected,
    (counted.articles - coalesce(awaited.articles, 0))
    / sqrt(coalesce(awaited.articles, 0) + 1) AS z,
    counted.originals,
    counted.owners,
    polls.answered_share
FROM counted
LEFT JOIN awaited ON counted.day = awaited.day AND counted.event_id = awaited.event_id
LEFT JOIN polls ON counted.day = polls.day;
