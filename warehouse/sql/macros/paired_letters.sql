-- The letters that searches take in pairs, for a class of a regular expression: those of scripts
-- without spaces, and the sign that makes a vowel of kana long.
-- Grain: a value.
CREATE OR REPLACE MACRO paired_letters() AS
'\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\x{30fc}';
