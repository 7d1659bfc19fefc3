"""The published copy for users' SQL: read-only, without access to the machine, within limits."""

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

import duckdb

from model import ConfigurationError
from model.limits import DEFAULT_TIMEOUT_S, DUCKDB_MEMORY, MAX_DUCKDB_THREADS
from model.paths import published_warehouse
from warehouse.database.connection import require
from warehouse.database.failures import explained
from warehouse.database.quoting import literal
from warehouse.queries.limiting import Deadline
from warehouse.queries.refusing import readable

T = TypeVar("T")

_ATTACHED = "warehouse"

_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoload_known_extensions": "false",
    "autoinstall_known_extensions": "false",
    "extension_directory": "none",
    "secret_directory": "none",
    "python_enable_replacements": "false",
    "memory_limit": DUCKDB_MEMORY,
    "temp_directory": "",
}


def connect_readonly(path: Path | str | None = None, *, timeout_s: float = DEFAULT_TIMEOUT_S) -> "Reader":
    """Open the published copy for users' queries; without a path the one named by the environment.

    Reads PARALLAX_WAREHOUSE and PARALLAX_DATA when called, as the command line does. `timeout_s` limits a
    statement and the fetching of its rows together. Raises PermanentError where there is no warehouse yet,
    ConfigurationError where the environment names no usable one.
    """
    found = published_warehouse(os.environ) if path is None else Path(path).absolute()
    return Reader(open_locked(found), timeout_s)


class Reader:
    """A connection that runs one reading statement at a time and returns its rows.

    For reading it can replace a DuckDB connection: `execute` or `sql`, then `fetchone`, `fetchmany`,
    `fetchall`, `df`, `pl` or `arrow`. A statement that does anything but read raises PermanentError, also
    where DuckDB itself would allow it; an error in a query raises duckdb.Error. Each statement has a session
    of its own, so that nothing of it is left for the next. DuckDB checks its limits of time and memory
    between batches of rows, so the planning of a statement, or one function call on a huge value, can exceed
    them. For queries from strangers run `parallax sql`, which ends even then.
    """

    def __init__(self, database: duckdb.DuckDBPyConnection, timeout_s: float) -> None:
        """Take over a connection that `open_locked` made."""
        self._database = database
        self._timeout_s = timeout_s
        self._begin_session()

    def _begin_session(self) -> None:
        self._session = new_session(self._database)
        self._deadline = Deadline(self._session, self._timeout_s)

    def _end_session(self) -> None:
        self._deadline.stop()
        self._session.close()

    def execute(self, query: str, parameters: Sequence[Any] | Mapping[str, Any] | None = None) -> Self:
        """Run one reading statement, with values for its `?` or `$name`; fetch its rows afterwards."""
        text = readable(self._database, query)
        self._end_session()
        self._begin_session()
        self._deadline.start()
        with self._deadline.enforced():
            self._session.execute(text, parameters)
        return self

    def sql(self, query: str, *, params: Sequence[Any] | Mapping[str, Any] | None = None) -> Self:
        """Do the same as `execute`, under the name used in notebooks."""
        return self.execute(query, params)

    @property
    def description(self) -> list[tuple[Any, ...]]:
        """The columns of the last statement, as DB-API has them: each begins with its name."""
        return self._session.description or []

    @property
    def columns(self) -> list[str]:
        """The names of the columns of the last statement."""
        return [column[0] for column in self.description]

    def fetchone(self) -> tuple[Any, ...] | None:
        """Return the next row, or None."""
        with self._deadline.enforced():
            row: tuple[Any, ...] | None = self._session.fetchone()
        return row

    def fetchmany(self, size: int = 1) -> list[tuple[Any, ...]]:
        """Return the next rows, `size` at most."""
        with self._deadline.enforced():
            rows: list[tuple[Any, ...]] = self._session.fetchmany(size)
        return rows

    def fetchall(self) -> list[tuple[Any, ...]]:
        """Return all rows that are left."""
        return self._whole(self._session.fetchall)

    def df(self) -> Any:
        """Return all rows as a pandas DataFrame; ids are texts, as they are in polars and Arrow."""
        frame = self._frame(self._session.df)
        for number, (_, kind, *_) in enumerate(self.description):
            if kind == "UUID":
                frame.isetitem(number, frame.iloc[:, number].map(str, na_action="ignore"))
        return frame

    def pl(self) -> Any:
        """Return all rows as a polars DataFrame."""
        return self._frame(self._session.pl)

    def arrow(self) -> Any:
        """Return all rows as an Arrow table."""
        return self._frame(self._session.to_arrow_table)

    fetchdf = df
    fetch_arrow_table = arrow

    def _frame(self, fetch: Callable[[], T]) -> T:
        """Return all rows in another package's form; raises ConfigurationError where it is not installed."""
        try:
            return self._whole(fetch)
        except ModuleNotFoundError as error:
            text = f"This needs {error.name}, which is not installed: pip install 'parallax-news[analysis]'."
            raise ConfigurationError([text]) from error

    def _whole(self, fetch: Callable[[], T]) -> T:
        with self._deadline.enforced():
            rows = fetch()
        self._deadline.stop()
        return rows

    def interrupt(self) -> None:
        """Stop the running statement, from another thread."""
        self._session.interrupt()

    def close(self) -> None:
        """Close the connection and its file."""
        self._end_session()
        self._database.close()

    def __enter__(self) -> Self:
        """Return the reader itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()


def new_session(database: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """Return a connection to the same database that shares no temporary object or setting with another."""
    session = database.cursor()
    session.execute(f"USE {_ATTACHED}")
    return session


def open_locked(path: Path, writable_file: Path | None = None) -> duckdb.DuckDBPyConnection:
    """Open the published copy without access to anything else on the machine, and with all settings locked.

    It is attached to a database in memory, so that each connection reads the file that is there when it is
    opened: otherwise DuckDB shares the file that an earlier connection to the path has open. Queries run in
    sessions (`new_session`). COPY may only write `writable_file`. Raises PermanentError where there is no
    warehouse yet.
    """
    require(path)
    with explained(path):
        threads = min(MAX_DUCKDB_THREADS, os.cpu_count() or 1)
        connection = duckdb.connect(":memory:", config={**_CONFIG, "threads": threads})
        try:
            for statement in (
                f"ATTACH {literal(path)} AS {_ATTACHED} (READ_ONLY)",
                "SET GLOBAL TimeZone = 'UTC'",
                *([f"SET allowed_paths = [{literal(writable_file)}]"] if writable_file else []),
                "SET enable_external_access = false",
                "SET lock_configuration = true",
            ):
                connection.execute(statement)
        except BaseException:
            connection.close()
            raise
    return connection
