-- Every table and view of the warehouse's own.
-- Grain and key: name.
SELECT table_name AS name, comment
FROM duckdb_tables()
WHERE NOT internal AND database_name = current_database()
UNION ALL
SELECT view_name, comment
FROM duckdb_views()
WHERE NOT internal AND database_name = current_database()
ORDER BY name;
