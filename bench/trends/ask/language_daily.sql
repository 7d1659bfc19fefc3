-- The query on Parallax, then on the plain table. $event is an event's id.
FROM language_daily
WHERE day BETWEEN DATE '2026-11-01' AND DATE '2026-11-30';

SELECT
    day,
    language,
    count(*),
    count(DISTINCT group_id),
    count(DISTINCT outlet_id),
    count(DISTINCT owner)
FROM plain
WHERE day BETWEEN DATE '2026-11-01' AND DATE '2026-11-30'
GROUP BY ALL;
