-- Whether a text has letters of a script that is written without spaces between words.
-- Grain: a value.
CREATE OR REPLACE MACRO has_unspaced_script(words) AS
regexp_matches(words, '[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]');
