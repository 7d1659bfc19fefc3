"""Named reports: their definitions, and their files as CSV, Parquet or Excel."""
