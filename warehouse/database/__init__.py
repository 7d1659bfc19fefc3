"""The DuckDB files: opened, migrated, compacted and published; how SQL files are found and run."""
