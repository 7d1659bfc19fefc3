-- The parts of a search's formula in their order: numbers of leaves, and the signs ! & | ( ) as
-- search_truth reads them. What is written side by side is joined by &.
-- Grain: a value.
CREATE OR REPLACE MACRO search_formula(query) AS (
    SELECT ['('] || coalesce(flatten(list(parts ORDER BY n)), []) || [')']
    FROM (
        SELECT
            n,
            CASE
                WHEN
                    kind IN ('leaf', 'open', 'not')
                    AND lag(kind) OVER (ORDER BY n) IN ('leaf', 'close')
                    THEN ['&']
                ELSE []
            END
            || CASE kind
                WHEN 'leaf' THEN [CAST(n AS VARCHAR)]
                WHEN 'open' THEN ['(']
                WHEN 'close' THEN [')']
                WHEN 'and' THEN ['&']
                WHEN 'or' THEN ['|']
                ELSE ['!']
            END AS parts
        FROM search_items(query)
        WHERE kind != 'field'
    )
);
