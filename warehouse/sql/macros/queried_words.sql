-- The words of a part of a search, where the letter ꙮ holds the place of an asterisk. Of a run in a
-- script without spaces the last letter is in the pair before it; one letter alone begins any pair.
-- Grain: a value.
CREATE OR REPLACE MACRO queried_words(words) AS
list_transform(
    [
        search_words(
            replace(
                regexp_replace(
                    words, '([\p{L}\p{M}\p{N}_])[^\p{L}\p{M}\p{N}_\s*]+\*', '\1*', 'g'
                ),
                '*',
                'ꙮ'
            )
        )
    ],
    lambda all_words: list_filter(
        list_transform(
            all_words,
            lambda word, place: CASE
                WHEN length(word) > 1 OR NOT has_paired_letters(word) THEN word
                WHEN place > 1 AND length(all_words[place - 1]) = 2
                    AND ends_with(all_words[place - 1], word)
                    THEN 'ꙮ'
                ELSE word || 'ꙮ'
            END
        ),
        lambda word: word != 'ꙮ'
    )
)[1];
