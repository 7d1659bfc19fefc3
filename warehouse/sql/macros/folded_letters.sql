-- A text in lower case, without invisible marks; letters with a plain spelling are written so: ss
-- for sharp s, o for o with stroke, Arabic forms of one letter alike. Accents are still there.
-- Letters that are written as apostrophes part words, as apostrophes do.
-- Grain: a value.
CREATE OR REPLACE MACRO folded_letters(words) AS
replace(
    replace(
        replace(translate(bare_words(words), 'ʼʻøłđħıςىیکٱـ', '  oldhiσييكا'), 'ß', 'ss'),
        'æ',
        'ae'
    ),
    'œ',
    'oe'
);
