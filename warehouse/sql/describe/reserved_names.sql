-- Names of tables, views and columns that SQL reserves, so that a query has to quote them.
-- Grain and key: name.
WITH
names AS (
    SELECT table_name AS name
    FROM duckdb_columns()
    WHERE NOT internal
    UNION
    SELECT column_name
    FROM duckdb_columns()
    WHERE NOT internal
)

SELECT names.name
FROM names
INNER JOIN duckdb_keywords() AS keywords
    ON names.name = keywords.keyword_name
WHERE keywords.keyword_category = 'reserved'
ORDER BY names.name;
