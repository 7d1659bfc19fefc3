-- The query on Parallax, then on the plain table. $event is an event's id.
SELECT *
FROM event_voice_language
WHERE event_id = $event
ORDER BY articles DESC
LIMIT 20;

SELECT
    language, count(*), count(DISTINCT group_id), count(DISTINCT outlet_id), count(DISTINCT owner)
FROM plain
WHERE event_id = $event
GROUP BY ALL
ORDER BY 2 DESC
LIMIT 20;
