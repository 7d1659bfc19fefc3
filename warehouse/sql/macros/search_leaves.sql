-- What a search looks for, part by part.
-- Grain and key: leaf. field: where; NULL for titles and texts. words: for titles and texts, the
-- words that an article must have; an ꙮ in them is any letters. pattern: how they follow one
-- another, for a regular expression on all words of a text, NULL for one word. value: for the other
-- fields.
CREATE OR REPLACE MACRO search_leaves(query) AS TABLE
    WITH items AS (FROM search_items(query)),
    groups AS (
        SELECT opened.n, opened.lexeme_before AS field, min(closed.n) AS until_n
        FROM items AS opened
        INNER JOIN items AS closed
            ON closed.kind = 'close' AND closed.n > opened.n AND closed.depth < opened.depth
        WHERE opened.kind = 'open' AND opened.kind_before = 'field'
        GROUP BY opened.n, opened.lexeme_before
    ),
    scoped AS (
        SELECT items.n, arg_max(groups.field, groups.n) AS field
        FROM items
        INNER JOIN groups ON groups.n < items.n AND items.n < groups.until_n
        GROUP BY items.n
    ),
    leaves AS (
        SELECT
            items.n AS leaf,
            items.place,
            nullif(
                CASE
                    WHEN items.kind_before = 'field' THEN items.lexeme_before ELSE scoped.field
                END,
                'title'
            ) AS value_field,
            coalesce(
                CASE
                    WHEN items.kind_before = 'field' THEN items.lexeme_before ELSE scoped.field
                END,
                ''
            ) = 'title' AS is_title,
            items.lexeme,
            regexp_extract(items.lexeme, '(?:NEAR/|~)(\d+)', 1) AS distance,
            string_split_regex(items.lexeme, '\s+NEAR/\d+\s+') AS sides
        FROM items
        LEFT JOIN scoped USING (n)
        WHERE items.kind = 'leaf'
    ),
    worded AS (
        SELECT
            *,
            list_transform(
                sides, lambda side: queried_words(regexp_replace(side, '"~\d+$', '"'))
            ) AS side_words
        FROM leaves
    )
    SELECT
        leaf,
        place,
        lexeme,
        is_title,
        value_field AS field,
        CASE WHEN value_field IS NULL THEN flatten(side_words) END AS words,
        CASE
            WHEN value_field IS NULL AND len(flatten(side_words)) > 1
                THEN search_order(side_words, distance)
        END AS pattern,
        CASE WHEN value_field IS NOT NULL THEN lower(trim(lexeme, '"')) END AS value,
        try_cast(distance AS INTEGER) AS distance
    FROM worded;
