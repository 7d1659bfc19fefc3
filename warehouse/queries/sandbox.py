"""The published copy for strangers' SQL: reading only, nothing else of the machine, within limits."""

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

import duckdb

from model.places import published_warehouse
from warehouse.database.connection import explained, require
from warehouse.database.quoting import literal
from warehouse.queries.limiting import Deadline
from warehouse.queries.refusing import refuse_other_than_reading

T = TypeVar("T")

DEFAULT_TIMEOUT_S = 300.0

_MOST_THREADS = 4
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoload_known_extensions": "false",
    "autoinstall_known_extensions": "false",
    "extension_directory": "none",
    "secret_directory": "none",
    "python_enable_replacements": "false",
    "memory_limit": "4GB",
    "temp_directory": "",
}


def connect_readonly(path: Path | str | None = None, *, timeout_s: float = DEFAULT_TIMEOUT_S) -> "Reader":
    """Open the published copy for strangers' queries; without a path the one that the environment names.

    Reads PARALLAX_WAREHOUSE and PARALLAX_DATA when called, as the command line does. `timeout_s` is what a
    statement and the fetching of its rows may take together. Raises PermanentError where there is no
    warehouse yet, ConfigurationError where the environment names none.
    """
    found = published_warehouse(os.environ) if path is None else Path(path).absolute()
    return Reader(open_locked(found), timeout_s)


class Reader:
    """A connection that runs single reading statements and gives their rows.

    It stands for a DuckDB connection as far as reading goes: `execute` or `sql`, then `fetchone`,
    `fetchmany`, `fetchall`, `df`, `pl` or `arrow`. Whatever else a statement does is refused with
    PermanentError, also what DuckDB itself lets through; what is wrong with a query is told by
    duckdb.Error. DuckDB looks for its limits of time and memory between batches of rows, so that one call
    of a function on a huge value passes them: where strangers may ask, run `parallax sql`, which ends.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, timeout_s: float) -> None:
        """Take over a connection that `open_locked` made."""
        self._connection = connection
        self._deadline = Deadline(connection, timeout_s)

    def execute(self, query: str, parameters: Sequence[Any] | Mapping[str, Any] | None = None) -> Self:
        """Run one reading statement, with values for its `?` or `$name`; its rows are fetched next."""
        refuse_other_than_reading(query)
        self._deadline.start()
        with self._deadline.told():
            self._connection.execute(query, parameters)
        return self

    def sql(self, query: str, *, params: Sequence[Any] | Mapping[str, Any] | None = None) -> Self:
        """Do as `execute` does, under the name notebooks use."""
        return self.execute(query, params)

    @property
    def description(self) -> list[tuple[Any, ...]]:
        """The columns of the last statement, as DB-API has them: each begins with its name."""
        return self._connection.description or []

    @property
    def columns(self) -> list[str]:
        """The names of the columns of the last statement."""
        return [column[0] for column in self.description]

    def fetchone(self) -> tuple[Any, ...] | None:
        """Return the next row, or None."""
        with self._deadline.told():
            row: tuple[Any, ...] | None = self._connection.fetchone()
        return row

    def fetchmany(self, size: int = 1) -> list[tuple[Any, ...]]:
        """Return the next rows, `size` at most."""
        with self._deadline.told():
            rows: list[tuple[Any, ...]] = self._connection.fetchmany(size)
        return rows

    def fetchall(self) -> list[tuple[Any, ...]]:
        """Return all rows that are left."""
        return self._whole(self._connection.fetchall)

    def df(self) -> Any:
        """Return all rows as a pandas DataFrame."""
        return self._whole(self._connection.df)

    def pl(self) -> Any:
        """Return all rows as a polars DataFrame."""
        return self._whole(self._connection.pl)

    def arrow(self) -> Any:
        """Return all rows as an Arrow table."""
        return self._whole(self._connection.to_arrow_table)

    fetchdf = df
    fetch_arrow_table = arrow

    def _whole(self, fetch: Callable[[], T]) -> T:
        with self._deadline.told():
            rows = fetch()
        self._deadline.stop()
        return rows

    def interrupt(self) -> None:
        """Stop what runs, from another thread."""
        self._connection.interrupt()

    def close(self) -> None:
        """Let the file go."""
        self._deadline.stop()
        self._connection.close()

    def __enter__(self) -> Self:
        """Return the reader itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()


def open_locked(path: Path, writable_file: Path | None = None) -> duckdb.DuckDBPyConnection:
    """Open the published copy with nothing else of the machine in reach, and every setting locked.

    It is attached to a database in memory, so that each connection reads the file that is there when it is
    made: DuckDB gives a second connection to a path the file that the first one has open. COPY may write
    `writable_file` alone. Raises PermanentError where there is no warehouse yet.
    """
    require(path)
    with explained(path):
        threads = min(_MOST_THREADS, os.cpu_count() or 1)
        connection = duckdb.connect(":memory:", config={**_CONFIG, "threads": threads})
        try:
            connection.execute(f"ATTACH {literal(path)} AS warehouse (READ_ONLY)")
            for statement in (
                "USE warehouse",
                "SET TimeZone = 'UTC'",
                *([f"SET allowed_paths = [{literal(writable_file)}]"] if writable_file else []),
                "SET enable_external_access = false",
                "SET lock_configuration = true",
            ):
                connection.execute(statement)
        except BaseException:
            connection.close()
            raise
    return connection
