-- Write the words of touched weeks, and of the four weeks behind each what they now had before, in
-- the languages that they were touched in.
-- Grain and key: (week, language, word).
CREATE OR REPLACE TEMP TABLE stage_later AS
SELECT DISTINCT week + weeks.days AS week, language
FROM stage_week_language, (VALUES (0), (7), (14), (21), (28)) AS weeks (days);

CREATE OR REPLACE TEMP TABLE stage_word_week AS
WITH around AS (
    SELECT DISTINCT week - weeks.days AS week, language
    FROM stage_later, (VALUES (0), (7), (14), (21), (28)) AS weeks (days)
),
counted AS (
    SELECT week, language, word, articles, originals, owners
    FROM word_week
    SEMI JOIN around USING (week, language)
    ANTI JOIN stage_week_language USING (week, language)
    UNION ALL
    SELECT week, language, word, articles, originals, owners FROM stage_word
)
SELECT
    *,
    coalesce(
        sum(articles) OVER (
            PARTITION BY language, word ORDER BY week
            RANGE BETWEEN INTERVAL 28 DAYS PRECEDING AND INTERVAL 7 DAYS PRECEDING
        ),
        0
    ) AS articles_before
FROM counted;

DELETE FROM word_week
WHERE rowid IN (SELECT word_week.rowid FROM word_week SEMI JOIN stage_later USING (week, language));

INSERT INTO word_week
SELECT week, language, word, articles, originals, owners, articles_before
FROM stage_word_week
SEMI JOIN stage_later USING (week, language)
ORDER BY week, language, word;
