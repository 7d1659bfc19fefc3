-- The parts of a search as they are written, spaces among them.
-- Grain and key: n, from 1. place: the place of the first letter, from 1.
CREATE OR REPLACE MACRO search_lexemes(query) AS TABLE
    WITH written AS (
        SELECT
            regexp_extract_all(
                with_plain_quotes(query),
                '\s+'
                || '|' || search_field_pattern()
                || '|[-+!]+'
                || '|(?:"[^"]*"|[^\s()"]+(?:"[^\s()"]+)*)\s+NEAR/\d+'
                || '\s+(?:"[^"]*"|[^\s()"]+(?:"[^\s()"]+)*)'
                || '|"[^"]*"(?:~\d+)?'
                || '|[^\s()"]+(?:"[^\s()"]+)*'
                || '|[()"]'
            ) AS lexemes
    ),
    numbered AS (
        SELECT unnest(lexemes) AS lexeme, unnest(range(1, len(lexemes) + 1)) AS n
        FROM written
    )
    SELECT
        n,
        lexeme,
        1 + coalesce(sum(length(lexeme)) OVER (
            ORDER BY n ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ), 0) AS place
    FROM numbered;
