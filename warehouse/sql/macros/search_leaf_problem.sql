-- What is wrong with a part of a search by itself; NULL where nothing is.
-- Grain: a value.
CREATE OR REPLACE MACRO search_leaf_problem(lexeme, field, value, words, distance) AS
CASE
    WHEN field IN ('since', 'until') AND try_cast(value AS TIMESTAMPTZ) IS NULL
        THEN value || ' is not a date, such as 2026-01-31'
    WHEN field IS NOT NULL THEN NULL
    WHEN regexp_matches(lexeme, '^[a-z_]{3,}:[^/\s:]')
        THEN
            regexp_extract(lexeme, '^[a-z_]+:')
            || ' is not a field: there are title:, language:, outlet:, owner:, country:, '
            || 'collection:, since: and until:'
    WHEN regexp_matches(lexeme, '[\p{L}\p{N}][~^]\d*$')
        THEN
            'words that are only alike are not looked for: an asterisk takes the place of letters, '
            || 'as in soldat*'
    WHEN regexp_matches(lexeme, '[\p{L}\p{N}]\?[\p{L}\p{N}]')
        THEN 'a question mark does not take the place of a letter: an asterisk does'
    WHEN lexeme != '*' AND len(words) = 0 THEN 'there is nothing to look for'
    WHEN distance > 100 THEN 'the distance is at most 100 words'
    WHEN contains(lexeme, '"~') AND len(words) > 5
        THEN 'a phrase with a distance has at most five words'
END;
