-- Whether a text has letters that searches take in pairs.
-- Grain: a value.
CREATE OR REPLACE MACRO has_paired_letters(words) AS
regexp_matches(words, '[' || paired_letters() || ']');
