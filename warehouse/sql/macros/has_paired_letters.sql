-- Whether a text has letters that searches take in pairs: of scripts without spaces, and the sign
-- that makes a vowel of kana long.
-- Grain: a value.
CREATE OR REPLACE MACRO has_paired_letters(words) AS
regexp_matches(
    words, '[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\x{30fc}]'
);
