-- The documents that a search finds, published from `since` until before `until` (NULL for no
-- limit). Fails where the search is wrong, and says where.
-- Grain and key: document, and article_id beside it.
CREATE OR REPLACE MACRO search_documents(
    query, since := CAST(NULL AS TIMESTAMPTZ), until := CAST(NULL AS TIMESTAMPTZ)
) AS TABLE
    WITH problem AS MATERIALIZED (SELECT search_problem(query) AS sentence),
    formula AS MATERIALIZED (
        SELECT
            CASE WHEN sentence IS NULL THEN search_formula(query) ELSE error(sentence) END AS parts
        FROM problem
    ),
    certain AS MATERIALIZED (
        SELECT coalesce(list(leaf), []) AS leaves
        FROM search_leaves(query)
        WHERE lexeme = '*' OR field IN ('since', 'until')
    ),
    listed AS (
        SELECT document, list_sort(list(leaf)) AS leaves
        FROM
            search_hits(
                query,
                since,
                until,
                -- Whether documents are found that have none of its parts.
                (SELECT search_is_found(parts, certain.leaves, []) FROM formula, certain)
            )
        GROUP BY document
    ),
    judged AS (
        SELECT cases.leaves
        FROM (SELECT DISTINCT leaves FROM listed) AS cases, formula, certain
        WHERE search_is_found(parts, certain.leaves, cases.leaves)
    )
    SELECT listed.document, search_document.article_id
    FROM listed
    SEMI JOIN judged USING (leaves)
    INNER JOIN search_document USING (document);
