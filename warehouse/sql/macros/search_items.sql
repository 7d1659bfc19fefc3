-- The parts of a search by what they are, spaces and punctuation left out.
-- Grain and key: n. kind: leaf, field, open, close, and, or, not, near, quote. is_value: whether a
-- field was written before the leaf. depth: how many parentheses are open after it.
CREATE OR REPLACE MACRO search_items(query) AS TABLE
    WITH lexemes AS (
        SELECT
            *,
            coalesce(lead(lexeme) OVER (ORDER BY n), ' ') AS next,
            regexp_full_match(
                coalesce(lag(lexeme) OVER (ORDER BY n), ' '),
                search_field_pattern()
            ) AS is_value
        FROM search_lexemes(query)
    ),
    kinds AS (
        SELECT
            *,
            CASE
                WHEN lexeme = '(' THEN 'open'
                WHEN lexeme = ')' THEN 'close'
                WHEN lexeme = '"' THEN 'quote'
                WHEN lexeme IN ('AND', '&&') THEN 'and'
                WHEN lexeme IN ('OR', '||') THEN 'or'
                WHEN lexeme = 'NOT' THEN 'not'
                WHEN regexp_full_match(lexeme, '[-!]+') AND NOT regexp_matches(next, '^\s')
                    THEN 'not'
                WHEN regexp_full_match(lexeme, 'NEAR(?:/\d+)?') THEN 'near'
                WHEN
                    regexp_full_match(lexeme, search_field_pattern())
                    AND NOT regexp_matches(next, '^[\s)]')
                    THEN 'field'
                WHEN is_value OR lexeme = '*' OR len(queried_words(lexeme)) > 0 THEN 'leaf'
            END AS kind
        FROM lexemes
    )
    SELECT
        n,
        place,
        lexeme,
        kind,
        is_value,
        sum(CASE kind WHEN 'open' THEN 1 WHEN 'close' THEN -1 ELSE 0 END) OVER (ORDER BY n)
            AS depth,
        lag(kind) OVER (ORDER BY n) AS kind_before,
        lead(kind) OVER (ORDER BY n) AS kind_after,
        lower(rtrim(lag(lexeme) OVER (ORDER BY n), ':')) AS lexeme_before
    FROM kinds
    WHERE kind IS NOT NULL;
