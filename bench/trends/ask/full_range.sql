-- The query on Parallax, then on the plain table. $event is an event's id.
SELECT *
FROM language_daily
ORDER BY day, language;

SELECT
    day,
    language,
    count(*),
    count(DISTINCT group_id),
    count(DISTINCT outlet_id),
    count(DISTINCT owner)
FROM plain
GROUP BY ALL
ORDER BY day, language;
