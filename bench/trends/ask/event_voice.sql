-- The query on Parallax, then on the plain table. $event is an event's id.
SELECT *
FROM event_voice
WHERE event_id = $event
ORDER BY articles DESC
LIMIT 20;

SELECT outlet_id, language, count(*)
FROM plain
WHERE event_id = $event
GROUP BY ALL
ORDER BY 3 DESC
LIMIT 20;
