"""Keep the index of words, which searches read, in step with the articles."""

import duckdb

from warehouse.database.statements import execute, execute_all
from warehouse.database.transaction import transaction

# The words of this many articles are indexed at once: more would fill the memory.
_MOST_AT_ONCE = 5_000
# The words of the newest articles are read whole by every search until they are sorted in.
_MOST_RECENT = 5_000
_RECENT = "SELECT count(DISTINCT document) FROM search_posting_recent"


def index_words(connection: duckdb.DuckDBPyConnection) -> None:
    """Index the articles that wait for it, part by part, each in a transaction of its own."""
    while connection.execute("SELECT 1 FROM unindexed LIMIT 1").fetchall():
        with transaction(connection):
            execute_all(connection, ("search/stage_unindexed", "search/index"), most=_MOST_AT_ONCE)
        _sort(connection)


def _sort(connection: duckdb.DuckDBPyConnection) -> None:
    ((count,),) = connection.execute(_RECENT).fetchall()
    if count >= _MOST_RECENT:
        with transaction(connection):
            execute(connection, "search/sort")
