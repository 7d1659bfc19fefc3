-- Whether a text has letters of a script whose marks are vowels, not accents: the scripts of South
-- and South-East Asia, and others from U+0700 on.
-- Grain: a value.
CREATE OR REPLACE MACRO has_vowel_marks(words) AS
regexp_matches(words, '[\x{700}-\x{109f}\x{1700}-\x{1cff}\x{a800}-\x{abff}\x{11000}-\x{11fff}]');
