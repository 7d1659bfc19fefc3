-- What is wrong with a search, and where.
-- Grain: a problem. place: the letter at which it begins, from 1.
CREATE OR REPLACE MACRO search_problems(query) AS TABLE
    WITH items AS (FROM search_items(query)),
    leaves AS (FROM search_leaves(query)),
    unclosed AS (
        SELECT opened.place
        FROM items AS opened
        LEFT JOIN items AS closed
            ON closed.kind = 'close' AND closed.n > opened.n AND closed.depth < opened.depth
        WHERE opened.kind = 'open' AND closed.n IS NULL
    ),
    limits AS (
        SELECT leaves.place, leaves.field
        FROM leaves
        INNER JOIN (
            SELECT *, lag(kind, 2) OVER (ORDER BY n) AS kind_before_field FROM items
        ) AS items ON leaves.leaf = items.n
        WHERE
            leaves.field IN ('since', 'until')
            AND (
                items.depth > 0
                OR items.kind_before_field IN ('or', 'not')
                OR items.kind_after = 'or'
            )
    ),
    grammar AS (
        SELECT
            place,
            CASE
                WHEN kind = 'quote' THEN 'a quotation mark opens here and no other closes it'
                WHEN kind = 'near' THEN 'NEAR/5 stands between two words or "phrases"'
                WHEN kind = 'close' AND depth < 0 THEN 'no parenthesis is open that this one closes'
                WHEN kind = 'close' AND kind_before IN ('and', 'or', 'not', 'open')
                    THEN 'something to look for is missing before the parenthesis'
                WHEN
                    kind IN ('and', 'or')
                    AND coalesce(kind_before, 'open') IN ('open', 'and', 'or', 'not')
                    THEN lexeme || ' has nothing before it'
                WHEN
                    kind IN ('and', 'or', 'not')
                    AND coalesce(kind_after, 'close') IN ('close', 'and', 'or')
                    THEN lexeme || ' has nothing after it'
            END AS problem
        FROM items
    ),
    wording AS (
        SELECT place, search_leaf_problem(lexeme, field, value, words, distance) AS problem
        FROM leaves
    )
    SELECT place, problem FROM grammar WHERE problem IS NOT NULL
    UNION ALL
    SELECT place, problem FROM wording WHERE problem IS NOT NULL
    UNION ALL
    SELECT
        place,
        field || ': limits the whole search: it stands outside of parentheses, beside neither OR '
        || 'nor NOT'
    FROM limits
    UNION ALL
    SELECT place, 'this parenthesis is not closed' FROM unclosed
    UNION ALL
    SELECT 1, 'there is nothing to look for' WHERE NOT EXISTS (FROM leaves);
