-- Every column of the warehouse's own tables and views.
-- Grain and key: (table_name, column_name).
SELECT table_name, column_name, data_type, is_nullable, comment
FROM duckdb_columns()
WHERE NOT internal AND database_name = current_database()
ORDER BY table_name, column_index;
