-- The words of a text as searches compare them, with a space before and after each.
-- Grain: a value.
CREATE OR REPLACE MACRO spaced_words(words) AS
' ' || array_to_string(search_words(words), ' ') || ' ';
