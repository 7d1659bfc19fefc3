-- The query on Parallax, then on the plain table. $event is an event's id.
SELECT outlet_id, sum(copied) / sum(articles)
FROM outlet_syndication
WHERE day BETWEEN DATE '2026-11-01' AND DATE '2026-11-30'
GROUP BY ALL
LIMIT 20;

SELECT outlet_id, count(*)
FROM plain
WHERE day BETWEEN DATE '2026-11-01' AND DATE '2026-11-30'
GROUP BY ALL
LIMIT 20;
