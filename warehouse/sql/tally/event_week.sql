-- Count touched events by ISO week.
-- Grain and key: (week, event_id).
INSERT INTO event_week
SELECT
    iso_week(day) AS week,
    event_id,
    count(*) AS articles,
    count(DISTINCT group_id) AS originals,
    count(DISTINCT owner) AS owners
FROM stage_member
GROUP BY ALL
ORDER BY ALL;
