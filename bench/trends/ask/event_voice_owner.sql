-- The query on Parallax, then on the plain table. $event is an event's id.
SELECT *
FROM event_voice_owner
WHERE event_id = $event
ORDER BY articles DESC
LIMIT 20;

SELECT owner, count(*), count(DISTINCT group_id), count(DISTINCT outlet_id)
FROM plain
WHERE event_id = $event
GROUP BY ALL
ORDER BY 2 DESC
LIMIT 20;
