-- The query on Parallax, then on the plain table. $event is an event's id.
FROM event_silence
WHERE event_id = $event;

SELECT DISTINCT language
FROM plain
WHERE day BETWEEN (
    SELECT min(day)
    FROM plain
    WHERE event_id = $event) AND (
    SELECT max(day)
    FROM plain
    WHERE event_id = $event
);
