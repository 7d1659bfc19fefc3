-- Words of titles that are frequent in an ISO week and were rare in the four before, by language.
-- Grain and key: (week, language, word). week is its Monday; the words of five articles or more
-- whose share of the language's articles is at least four times what it was; none where the
-- language had no articles before. expected is what the share before lets expect, z is
-- (articles - expected) / sqrt(expected + 1).
CREATE OR REPLACE VIEW new_word_weekly AS
WITH words AS (SELECT * FROM word_week WHERE articles >= 5),
polls AS (SELECT * FROM poll_weekly),
output AS (
    SELECT iso_week(day) AS week, language, sum(articles) AS articles
    FROM language_day
    GROUP BY ALL
),
totals AS (
    SELECT
        week,
        language,
        articles,
        sum(articles) OVER (
            PARTITION BY language ORDER BY week
            RANGE BETWEEN INTERVAL 28 DAYS PRECEDING AND INTERVAL 7 DAYS PRECEDING
        ) AS articles_before
    FROM output
),
awaited AS (
    SELECT
        words.*,
        words.articles / totals.articles AS article_share,
        words.articles_before * totals.articles / totals.articles_before AS expected
    FROM words
    INNER JOIN totals ON words.week = totals.week AND words.language = totals.language
    WHERE totals.articles_before > 0
)
SELECT
    awaited.week,
    awaited.language,
    awaited.word,
    awaited.articles,
    awaited.originals,
    awaited.owners,
    awaited.article_share,
    awaited.articles_before,
    awaited.expected,
    (awaited.articles - awaited.expected) / sqrt(awaited.expected + 1) AS z,
    polls.answered_share
FROM awaited
LEFT JOIN polls ON awaited.week = polls.week
WHERE awaited.articles >= 4 * awaited.expected;
