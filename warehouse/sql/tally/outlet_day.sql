-- Count touched days by outlet.
-- Grain and key: (day, outlet_id).
INSERT INTO outlet_day
WITH days AS (SELECT DISTINCT day FROM stage_touched)
SELECT
    day,
    outlet_id,
    count(*) AS articles,
    count(DISTINCT group_id) AS originals,
    count(*) FILTER (WHERE is_copy) AS copied
FROM article_tally
SEMI JOIN days USING (day)
WHERE day BETWEEN (SELECT min(day) FROM days) AND (SELECT max(day) FROM days)
GROUP BY ALL;
