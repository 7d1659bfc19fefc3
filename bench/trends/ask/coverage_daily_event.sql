-- The query on Parallax, then on the plain table. $event is an event's id.
FROM coverage_daily
WHERE event_id = $event;

SELECT day, language, outlet_id, count(*), count(DISTINCT group_id)
FROM plain
WHERE event_id = $event
GROUP BY ALL;
