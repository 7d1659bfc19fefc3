"""The pages and tables people look at, drawn from query results handed in."""
