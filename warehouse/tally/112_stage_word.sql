-- Words of the titles of touched weeks in touched languages. Grain and key: (week, language, word). Bound: $weeks, a
-- list of Mondays. A word is a run of letters, marks and digits with a letter in it, in lower case. Scripts without
-- spaces are cut: Chinese and Japanese into pairs of characters (katakana stays whole), Thai, Lao, Khmer and Burmese
-- into threes. Of a title the first 300 characters count, of words those of 2 to 40, and only what three articles have:
-- most words are rarer, and go before originals and owners are counted.
INSERT INTO stage_word
WITH touched AS (FROM stage_week_language WHERE list_contains($weeks, week)),
dated AS (
    SELECT *, CAST(date_trunc('week', day) AS DATE) AS week
    FROM article_tally
    WHERE day BETWEEN list_min($weeks) AND list_max($weeks) + 6
),
told AS (FROM dated SEMI JOIN touched USING (week, language)),
titles AS (
    SELECT
        told.week,
        told.language,
        told.group_id,
        coalesce(outlet.owner, told.outlet_id) AS owner,
        lower(nfc_normalize(left(article.title, 300))) AS title
    FROM told
    INNER JOIN article USING (article_id)
    LEFT JOIN outlet ON told.outlet_id = outlet.outlet_id
    WHERE article.published_at >= CAST(list_min($weeks) AS TIMESTAMPTZ)
        AND article.published_at < CAST(list_max($weeks) + 7 AS TIMESTAMPTZ)
),
cut AS (
    SELECT
        * EXCLUDE (title),
        regexp_matches(title, '[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]') AS is_unspaced,
        regexp_extract_all(
            CASE
                WHEN is_unspaced THEN regexp_replace(
                    title,
                    '[\p{Katakana}ー]+|[\p{Han}\p{Hiragana}]+|[\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]+', ' \0 ', 'g'
                )
                ELSE title
            END,
            '[\p{L}\p{M}\p{N}\x{200c}\x{200d}]+'
        ) AS runs
    FROM titles
),
words AS (
    SELECT
        * EXCLUDE (runs, is_unspaced),
        unnest(list_distinct(CASE
            WHEN is_unspaced THEN flatten(list_transform(runs, lambda run: CASE
                WHEN regexp_matches(run, '^[\p{Han}\p{Hiragana}]')
                    THEN list_transform(range(1, length(run)), lambda place: substr(run, place, 2))
                WHEN regexp_matches(run, '^[\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]')
                    THEN list_transform(
                        range(1, greatest(length_grapheme(run) - 1, 2)),
                        lambda place: substring_grapheme(run, place, 3)
                    )
                ELSE [run]
            END))
            ELSE runs
        END)) AS word
    FROM cut
),
common AS (
    SELECT week, language, word
    FROM words
    WHERE length(word) BETWEEN 2 AND 40
    GROUP BY week, language, word
    HAVING count(*) >= 3 AND regexp_matches(word, '\p{L}')
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
