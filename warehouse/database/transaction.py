"""All of it or nothing, or nothing in any case."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

import duckdb


@contextmanager
def transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Commit what happens inside, or roll it back where anything raises."""
    connection.execute("BEGIN")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        with suppress(duckdb.Error):  # the first error is the one to report
            connection.execute("ROLLBACK")
        raise


@contextmanager
def rehearsal(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Roll back what happens inside: its results can be read there, and are gone afterwards."""
    connection.execute("BEGIN")
    try:
        yield
    finally:
        with suppress(duckdb.Error):  # an error inside is the one to report
            connection.execute("ROLLBACK")
