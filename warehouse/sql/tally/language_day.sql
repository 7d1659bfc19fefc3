-- Count touched days by language.
-- Grain and key: (day, language).
INSERT INTO language_day
WITH days AS (SELECT DISTINCT day FROM stage_touched),
owners AS (SELECT outlet_id, coalesce(owner, outlet_id) AS owner FROM outlet)
SELECT
    article_tally.day,
    article_tally.language,
    count(*) AS articles,
    count(DISTINCT article_tally.group_id) AS originals,
    count(DISTINCT article_tally.outlet_id) AS outlets,
    count(DISTINCT coalesce(owners.owner, article_tally.outlet_id)) AS owners
FROM article_tally
SEMI JOIN days USING (day)
LEFT JOIN owners USING (outlet_id)
WHERE article_tally.day BETWEEN (SELECT min(day) FROM days) AND (SELECT max(day) FROM days)
GROUP BY ALL;
