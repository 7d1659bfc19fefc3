-- A regular expression for all terms of the index that a search asks for, and perhaps some others.
-- DuckDB works it out before it reads the index, so that it is matched once a term, not once a row.
-- Grain: a value.
CREATE OR REPLACE MACRO search_terms(query) AS
array_to_string(
    list_transform(
        list_distinct(
            queried_words(
                regexp_replace(
                    with_plain_quotes(query),
                    '\b(?:AND|OR|NOT|NEAR/\d+)\b'
                    || '|(?i:language|outlet|owner|country|collection|since|until):(?:"[^"]*"|\S+)'
                    || '|\btitle:|"~\d+',
                    ' ',
                    'g'
                )
            )
        ),
        lambda word: replace(replace(word, '.', '[.]'), 'ꙮ', '.*')
    ),
    '|'
);
