-- A regular expression that finds a phrase in whatever case, with or without joiners, soft hyphens
-- and direction marks between its letters. RE2 does not know the dotted capital I as a form of i.
-- Grain: a value.
CREATE OR REPLACE MACRO phrase_pattern(phrase) AS
'(?i)' || replace(
    array_to_string(
        list_transform(
            regexp_extract_all(bare_words(phrase), '(?s).'), lambda letter: regexp_escape(letter)
        ),
        '[\x{ad}\x{61c}\x{200b}-\x{200f}\x{202a}-\x{202e}\x{2060}-\x{2069}\x{feff}]*'
    ),
    'i',
    '[iİ]'
);
