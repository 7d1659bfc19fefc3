-- The query on Parallax, then on the plain table. $event is an event's id.
SELECT *
FROM event_voice_country
WHERE event_id = $event
ORDER BY articles DESC
LIMIT 20;

SELECT country, count(*), count(DISTINCT group_id), count(DISTINCT outlet_id), count(DISTINCT owner)
FROM plain
WHERE event_id = $event
GROUP BY ALL
ORDER BY 2 DESC
LIMIT 20;
