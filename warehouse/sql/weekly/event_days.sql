-- The articles of some events on each day of a week.
-- Grain and key: (event_id, day); days without articles have no row. Bound: $week, $events.
SELECT CAST(event_id AS VARCHAR) AS event_id, day, CAST(sum(articles) AS BIGINT) AS articles
FROM event_spike
WHERE
    day BETWEEN CAST($week AS DATE) AND CAST($week AS DATE) + 6
    AND list_contains(CAST($events AS UUID[]), event_id)
GROUP BY ALL
ORDER BY event_id, day;
