-- The words of a text as searches compare them, in their order: without case, accents and invisible
-- marks; overlapping pairs of letters in scripts without spaces.
-- Grain: a value.
CREATE OR REPLACE MACRO search_words(words) AS
CASE
    WHEN
        regexp_matches(
            words,
            '[\x{700}-\x{109f}\x{1700}-\x{1cff}\x{2e80}-\x{abff}\x{f900}-\x{faff}'
            || '\x{ff00}-\x{ffef}\x{11000}-\x{11fff}\x{20000}-\x{3ffff}]'
        )
        THEN words_of_any_script(folded_letters(words))
    ELSE unaccented_words(folded_letters(words))
END;
