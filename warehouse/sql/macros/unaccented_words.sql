-- The words of a folded text in a script where marks are accents: letters, digits and marks in a
-- row, or a number with its inner points and commas. Apostrophes and hyphens part words.
-- Grain: a value.
CREATE OR REPLACE MACRO unaccented_words(folded) AS
regexp_extract_all(
    strip_accents(folded), number_pattern() || '|[\p{L}\p{M}\p{N}_]+'
);
