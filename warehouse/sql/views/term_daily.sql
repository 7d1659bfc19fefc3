-- How many articles of a day have a word in their title, by language.
-- Grain and key: (day, language, term). Terms are the words that new_word_weekly counts: 2 to 40
-- characters in lower case with a letter in them, from the first 300 characters of a title, pairs
-- of characters in Chinese and Japanese and threes in Thai, Lao, Khmer and Burmese. Every word of
-- every day is there, however rare; one that is twice in a title counts once. Nothing is stored for
-- this view: name a day or a language where the warehouse is large.
CREATE OR REPLACE VIEW term_daily AS
WITH titled AS (
    SELECT day, language, group_id, unnest(title_words) AS term
    FROM article_tally
),
counted AS (
    SELECT
        day,
        language,
        term,
        count(*) AS articles,
        count(DISTINCT group_id) AS originals
    FROM titled
    GROUP BY day, language, term
),
output AS (SELECT day, language, articles FROM language_day),
polls AS (SELECT * FROM poll_daily)
SELECT
    counted.day,
    counted.language,
    counted.term,
    counted.articles,
    counted.originals,
    counted.articles / output.articles AS article_share,
    polls.answered_share
FROM counted
LEFT JOIN output ON counted.day = output.day AND counted.language = output.language
LEFT JOIN polls ON counted.day = polls.day;
