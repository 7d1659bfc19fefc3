-- The query on Parallax, then on the plain table. $event is an event's id.
FROM event_language_lag
WHERE event_id = $event;

SELECT language, min(published_at)
FROM plain
WHERE event_id = $event
GROUP BY ALL;
