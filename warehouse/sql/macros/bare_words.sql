-- A text in lower case without invisible marks: joiners, soft hyphens, direction marks.
-- Grain: a value.
CREATE OR REPLACE MACRO bare_words(words) AS
lower(nfc_normalize(regexp_replace(words, '\p{Cf}', '', 'g')));
