-- The query on Parallax, then on the plain table.
FROM event_top_weekly
WHERE week BETWEEN DATE '2026-11-02' AND DATE '2026-11-23' AND rank <= 20;

SELECT *
FROM (
    SELECT
        date_trunc('week', day) AS week,
        event_id,
        count(*) AS n,
        count(DISTINCT group_id),
        count(DISTINCT owner)
    FROM plain
    WHERE day BETWEEN DATE '2026-11-02' AND DATE '2026-11-29'
    GROUP BY ALL
)
QUALIFY row_number() OVER (
    PARTITION BY week
    ORDER BY n DESC
) <= 20;
