-- The words of a folded text in any script. Runs of a script without spaces are taken apart into
-- overlapping pairs of letters; marks stay where they are vowels, as in Devanagari; full-width
-- letters become plain ones.
-- Grain: a value.
CREATE OR REPLACE MACRO words_of_any_script(folded) AS
flatten(
    list_transform(
        regexp_extract_all(
            regexp_replace(
                translate(
                    folded,
                    '０１２３４５６７８９ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ',
                    '0123456789abcdefghijklmnopqrstuvwxyz'
                ),
                '([' || paired_letters() || ']+)',
                ' \1 ',
                'g'
            ),
            number_pattern() || '|[\p{L}\p{M}\p{N}_]+'
        ),
        lambda word: CASE
            WHEN has_paired_letters(word) THEN overlapping_pairs(word)
            WHEN has_vowel_marks(word) THEN [word]
            WHEN strip_accents(word) = '' THEN []
            ELSE [strip_accents(word)]
        END
    )
);
