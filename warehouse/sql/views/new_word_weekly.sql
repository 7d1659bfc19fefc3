-- Words of titles that are frequent in an ISO week and were rare in the four before, by language.
-- Grain and key: (week, language, word). week is its Monday. These are words of five articles or
-- more whose share of the language's articles is at least four times what it was; there are none
-- where the language had no articles before. Left out are stop words (table stop_word) and pairs
-- with hiragana in them, which are grammar. expected is what the earlier share predicts, z is
-- (articles - expected) / sqrt(expected + 1). weeks_before tells a language's first weeks, after
-- which many words are new: it is how many of the four weeks before have articles of it.
CREATE OR REPLACE VIEW new_word_weekly AS
WITH listed AS (SELECT language, word FROM stop_word),
words AS (
    SELECT counted.*
    FROM word_week AS counted
    ANTI JOIN listed ON counted.language = listed.language AND counted.word = listed.word
    ANTI JOIN listed AS primary_listed
        ON
            split_part(counted.language, '-', 1) = primary_listed.language
            AND counted.word = primary_listed.word
    WHERE
        counted.articles >= 5
        AND NOT (length(counted.word) = 2 AND regexp_matches(counted.word, '\p{Hiragana}'))
),
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
        ) AS articles_before,
        count(*) OVER (
            PARTITION BY language ORDER BY week
            RANGE BETWEEN INTERVAL 28 DAYS PRECEDING AND INTERVAL 7 DAYS PRECEDING
        ) AS weeks_before
    FROM output
),
awaited AS (
    SELECT
        words.*,
        words.articles / totals.articles AS article_share,
        totals.weeks_before,
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
    polls.answered_share,
    awaited.weeks_before
FROM awaited
LEFT JOIN polls ON awaited.week = polls.week
WHERE awaited.articles >= 4 * awaited.expected;
