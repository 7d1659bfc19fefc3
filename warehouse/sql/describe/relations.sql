-- Every table and view of the warehouse's own.
-- Grain and key: name.
SELECT table_name AS name, comment, FALSE AS is_view
FROM duckdb_tables()
WHERE NOT internal AND database_name = current_database()
UNION ALL
SELECT view_name, comment, TRUE AS is_view
FROM duckdb_views()
WHERE NOT internal AND database_name = current_database()
ORDER BY name;
