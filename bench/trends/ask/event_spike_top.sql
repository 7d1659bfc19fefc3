-- The query on Parallax, then on the plain table. $event is an event's id.
SELECT *
FROM event_spike
WHERE day BETWEEN DATE '2026-11-01' AND DATE '2026-11-30'
ORDER BY z DESC
LIMIT 20;

SELECT day, event_id, count(*)
FROM plain
WHERE day BETWEEN DATE '2026-11-01' AND DATE '2026-11-30'
GROUP BY ALL
ORDER BY 3 DESC
LIMIT 20;
