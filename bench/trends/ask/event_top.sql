-- The query on Parallax, then on the plain table. $event is an event's id.
FROM event_top
WHERE day BETWEEN DATE '2026-11-01' AND DATE '2026-11-30' AND rank <= 20;

SELECT *
FROM (
    SELECT day, event_id, count(*) AS n, count(DISTINCT group_id)
    FROM plain
    WHERE day BETWEEN DATE '2026-11-01' AND DATE '2026-11-30'
    GROUP BY ALL
)
QUALIFY row_number() OVER (
    PARTITION BY day
    ORDER BY n DESC
) <= 20;
