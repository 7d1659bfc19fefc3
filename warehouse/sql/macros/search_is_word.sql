-- Whether a term of the index is a word that is looked for, in which an ꙮ is any letters.
-- Grain: a value.
CREATE OR REPLACE MACRO search_is_word(term, word) AS
CASE
    WHEN NOT contains(word, 'ꙮ') THEN term = word
    WHEN strpos(word, 'ꙮ') = length(word) THEN starts_with(term, left(word, length(word) - 1))
    ELSE regexp_full_match(term, replace(replace(word, '.', '[.]'), 'ꙮ', '.*'))
END;
