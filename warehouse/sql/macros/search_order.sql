-- A regular expression for how the words of a part of a search follow one another in a text, whose
-- words are written with a space around each. Without a distance they are a phrase; with one the
-- two sides of NEAR, or the words of a phrase, stand in any order, at most so many others between
-- one and the next.
-- Grain: a value. side_words: the words of one side, or of both.
CREATE OR REPLACE MACRO search_order(side_words, distance) AS
array_to_string(
    list_transform(
        CASE
            WHEN distance = '' THEN [[array_to_string(flatten(side_words), ' ')]]
            WHEN len(side_words) > 1
                THEN all_orders(list_transform(side_words, lambda side: array_to_string(side, ' ')))
            ELSE all_orders(side_words[1])
        END,
        lambda parts: ' ' || replace(
            replace(replace(array_to_string(parts, chr(10)), '.', '[.]'), 'ꙮ', '[^ ]*'),
            chr(10),
            ' (?:[^ ]+ ){0,' || distance || '}'
        ) || ' '
    ),
    '|'
);
