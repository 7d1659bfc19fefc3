-- The query on Parallax, then on the plain table. $event is an event's id.
SELECT *
FROM event_summary
WHERE last_published_at >= '2026-11-01'
ORDER BY articles DESC
LIMIT 20;

SELECT
    event_id, count(*), count(DISTINCT group_id), count(DISTINCT outlet_id), count(DISTINCT owner),
    count(DISTINCT language), count(DISTINCT country)
FROM plain
WHERE day BETWEEN DATE '2026-11-01' AND DATE '2026-11-30'
GROUP BY ALL
ORDER BY 2 DESC
LIMIT 20;
