-- The words of their titles.
-- Grain and key: article_id. A word is a run of letters, marks and digits with a letter in it, of 2
-- to 40 characters, in lower case. Scripts without spaces are cut: Chinese and Japanese into pairs
-- of characters (katakana stays whole), Thai, Lao, Khmer and Burmese into threes. The first 300
-- characters count.
CREATE OR REPLACE TEMP TABLE stage_title AS
WITH titles AS (SELECT article_id, lower(nfc_normalize(left(title, 300))) AS title FROM stage_tally
),
cut AS (
    SELECT
        article_id,
        has_unspaced_script(title) AS is_unspaced,
        regexp_extract_all(
            CASE
                WHEN is_unspaced
                    THEN
                        regexp_replace(
                            title,
                            '[\p{Katakana}ー]+|[\p{Han}\p{Hiragana}]+'
                            || '|[\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]+',
                            ' \0 ',
                            'g'
                        )
                ELSE title
            END,
            '[\p{L}\p{M}\p{N}\x{200c}\x{200d}]+'
        ) AS runs
    FROM titles
),
pieces AS (
    SELECT
        article_id,
        CASE
            WHEN is_unspaced
                THEN
                    flatten(list_transform(runs, lambda run: CASE
                        WHEN regexp_matches(run, '^[\p{Han}\p{Hiragana}]')
                            THEN
                                list_transform(
                                    range(1, length(run)), lambda place: substr(run, place, 2)
                                )
                        WHEN regexp_matches(run, '^[\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]')
                            THEN list_transform(
                                range(1, greatest(length_grapheme(run) - 1, 2)),
                                lambda place: substring_grapheme(run, place, 3)
                            )
                        ELSE [run]
                    END))
            ELSE runs
        END AS words
    FROM cut
)
SELECT
    article_id,
    list_distinct(list_filter(
        words, lambda word: length(word) BETWEEN 2 AND 40 AND regexp_matches(word, '\p{L}')
    )) AS title_words
FROM pieces;
