-- Write the words of touched weeks, and update in the four weeks after each what its words had
-- before, for the languages of the touched articles. What they had is counted from the titles: a
-- week before may have too few of a word to keep it.
-- Grain and key: (week, language, word).
CREATE OR REPLACE TEMP TABLE stage_later AS
SELECT DISTINCT week + weeks.days AS week, language
FROM stage_week_language, (VALUES (0), (7), (14), (21), (28)) AS weeks (days);

CREATE OR REPLACE TEMP TABLE stage_word_week AS
WITH counted AS (
    SELECT week, language, word, articles, originals, owners
    FROM word_week
    SEMI JOIN stage_later USING (week, language)
    ANTI JOIN stage_week_language USING (week, language)
    UNION ALL
    SELECT week, language, word, articles, originals, owners FROM stage_word
),
bounds AS (SELECT min(week) - 28 AS first_day, max(week) - 1 AS last_day FROM stage_later),
titles AS (
    SELECT iso_week(day) AS week, language, title_words
    FROM article_tally
    SEMI JOIN stage_later USING (language)
    WHERE day BETWEEN (SELECT first_day FROM bounds) AND (SELECT last_day FROM bounds)
),
words AS (SELECT week, language, unnest(title_words) AS word FROM titles),
kept AS (SELECT DISTINCT language, word FROM counted),
earlier AS (
    SELECT week, language, word, count(*) AS articles
    FROM words
    SEMI JOIN kept USING (language, word)
    GROUP BY week, language, word
),
before AS (
    SELECT earlier.week + weeks.days AS week, language, word, sum(articles) AS articles_before
    FROM earlier, (VALUES (7), (14), (21), (28)) AS weeks (days)
    GROUP BY ALL
)
SELECT counted.*, coalesce(before.articles_before, 0) AS articles_before
FROM counted
LEFT JOIN before USING (week, language, word);

DELETE FROM word_week
WHERE rowid IN (SELECT word_week.rowid FROM word_week SEMI JOIN stage_later USING (week, language));

INSERT INTO word_week
SELECT week, language, word, articles, originals, owners, articles_before
FROM stage_word_week
SEMI JOIN stage_later USING (week, language)
ORDER BY week, language, word;
