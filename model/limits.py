"""What text, files and requests from outside may cost: every limit, each with its reason.

A limit that users set is a setting (`pipeline/settings.py`, docs/settings.md); its default is here if others
need it. `_bytes` are bytes, `_chars` code points, `_s` seconds.
"""

# --- SQL of strangers ---

# A longer text takes seconds to judge: long lists of values belong into parameters.
MOST_QUERY_CHARS = 1_000_000
# DuckDB's reading of comments in a row takes the square of their number: these take a quarter of a second.
MOST_COMMENTS = 4_000
# Levels of DuckDB's parse tree, two for each operator or function. What people write has fewer than 100;
# Python's parser of JSON ends at about 1,000, and DuckDB fails in ways of its own from there on.
MOST_TREE_DEPTH = 600
# What DuckDB may use for a query: half of a small server, so that the pipeline has room beside it.
DUCKDB_MEMORY = "4GB"
MOST_DUCKDB_THREADS = 4
# What the process of `parallax sql` may allocate for a query and its answer: DuckDB's memory above, and as
# much as the largest answer takes as text. The operating system enforces it also inside one function call.
MOST_QUERY_PROCESS_BYTES = 6_000_000_000
# DuckDB stops a query between two batches of rows. One that has not stopped this long after its time limit
# never will: its process is ended.
QUERY_GRACE_S = 5.0
# A result in memory, about 1 GB of cells and 1 GB of texts; Parquet files may be larger.
MOST_CELLS = 20_000_000
MOST_CHARACTERS = 1_000_000_000
# A query's time limit where its user gives none: a scan of years of texts takes a minute.
DEFAULT_TIMEOUT_S = 300.0
