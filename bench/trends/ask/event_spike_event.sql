-- The query on Parallax, then on the plain table. $event is an event's id.
FROM event_spike
WHERE event_id = $event;

SELECT day, count(*)
FROM plain
WHERE event_id = $event
GROUP BY ALL;
