-- Words of the titles of touched weeks in touched languages.
-- Grain and key: (week, language, word). Bound: $weeks, a list of Mondays. Only what three articles
-- have: most words are rarer, and go before originals and owners are counted.
INSERT INTO stage_word
WITH touched AS (FROM stage_week_language WHERE list_contains($weeks, week)),
dated AS (
    SELECT *, iso_week(day) AS week
    FROM article_tally
    WHERE day BETWEEN list_min($weeks) AND list_max($weeks) + 6
),
told AS (FROM dated SEMI JOIN touched USING (week, language)),
words AS (
    SELECT
        told.week,
        told.language,
        told.group_id,
        coalesce(outlet.owner, told.outlet_id) AS owner,
        unnest(told.title_words) AS word
    FROM told
    LEFT JOIN outlet ON told.outlet_id = outlet.outlet_id
),
common AS (
    SELECT week, language, word
    FROM words
    GROUP BY week, language, word
    HAVING count(*) >= 3
)
SELECT
    week,
    language,
    word,
    count(*) AS articles,
    count(DISTINCT group_id) AS originals,
    count(DISTINCT owner) AS owners
FROM words
SEMI JOIN common USING (week, language, word)
GROUP BY week, language, word;
