"""Results of queries as one array per column."""

from typing import Any

import duckdb
from numpy.typing import NDArray


def columns(connection: duckdb.DuckDBPyConnection, query: str) -> dict[str, NDArray[Any]]:
    """Return the columns of a query without parameters.

    A relation's columns are allocated at their final size. Those of `execute` grow by doubling: that takes
    twice the memory, and getting it costs more than the query.
    """
    return connection.sql(query).fetchnumpy()
