-- Words of the titles of touched weeks in touched languages.
-- Grain and key: (week, language, word). Bound: $weeks, a list of Mondays. Only words of at least
-- three articles: most are rarer, and go before originals and owners are counted.
INSERT INTO stage_word
WITH touched AS (FROM stage_week_language WHERE list_contains($weeks, week)),
dated AS (
    SELECT *, iso_week(day) AS week
    FROM article_tally
    WHERE day BETWEEN list_min($weeks) AND list_max($weeks) + 6
),
titled AS (FROM dated SEMI JOIN touched USING (week, language)),
words AS (
    SELECT
        titled.week,
        titled.language,
        titled.group_id,
        coalesce(outlet.owner, titled.outlet_id) AS owner,
        unnest(titled.title_words) AS word
    FROM titled
    LEFT JOIN outlet ON titled.outlet_id = outlet.outlet_id
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
