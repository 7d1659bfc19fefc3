-- Count touched days by outlet. Grain and key: (day, outlet_id).
INSERT INTO outlet_day
WITH days AS (SELECT DISTINCT day FROM stage_touched),
copies AS (SELECT article_id FROM syndication_member WHERE relation != 'original')
SELECT
    article_tally.day,
    article_tally.outlet_id,
    count(*) AS articles,
    count(DISTINCT article_tally.group_id) AS originals,
    count(copies.article_id) AS copied
FROM article_tally
SEMI JOIN days USING (day)
LEFT JOIN copies USING (article_id)
WHERE article_tally.day BETWEEN (SELECT min(day) FROM days) AND (SELECT max(day) FROM days)
GROUP BY ALL;
