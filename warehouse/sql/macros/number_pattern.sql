-- A regular expression for a number with points or commas in it, which is one word.
-- Grain: a value.
CREATE OR REPLACE MACRO number_pattern() AS
'\p{Nd}+(?:[.,٫٬]\p{Nd}+)+';
