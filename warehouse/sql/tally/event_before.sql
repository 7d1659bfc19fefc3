-- What touched events had in each language in the 28 days before each of their days.
-- Grain and key: (day, event_id, language).
INSERT INTO event_before
WITH days AS (
    SELECT day, event_id
    FROM event_day
    WHERE
        event_id IN (SELECT event_id FROM stage_member)
        AND day >= (SELECT first_day FROM stage_reach)
),
daily AS (
    SELECT day, event_id, language, count(*) AS articles
    FROM stage_member
    GROUP BY day, event_id, language
)
SELECT days.day, days.event_id, daily.language, sum(daily.articles) AS articles
FROM days
INNER JOIN
    daily
    ON days.event_id = daily.event_id AND daily.day BETWEEN days.day - 28 AND days.day - 1
GROUP BY ALL
ORDER BY ALL;
