"""The lake: an optional copy of the published warehouse in DuckLake, for many readers at once."""
