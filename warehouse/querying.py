"""Answer a stranger's SQL on the published copy, without giving anything else away."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from model import PermanentError
from warehouse.connection import connect_readonly

_READING = {duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN}
# DuckDB takes a PIVOT apart into the enum of its columns and the query.
_PIVOT = [duckdb.StatementType.CREATE, duckdb.StatementType.SELECT]
_IS_PIVOT = re.compile(r"^\s*pivot\b", re.IGNORECASE)
# Table functions that write, though a SELECT calls them.
_LOGGING = ("enable_logging", "enable_profiling", "enable_profile")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a query gave: column names and their rows."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


def answer(published: Path, query: str, timeout_s: float) -> Answer:
    """Run one reading statement and return its rows; raises PermanentError with DuckDB's message."""
    with _asking(published, query, timeout_s, None) as connection:
        cursor = connection.execute(query)
        columns = tuple(column[0] for column in cursor.description or ())
        return Answer(columns=columns, rows=cursor.fetchall())


def answer_as_parquet(published: Path, query: str, timeout_s: float, out: Path) -> int:
    """Write what one reading statement gives as a Parquet file; return its row count."""
    beside = out.absolute().with_name(f".{out.name}.partial")
    target = str(beside).replace("'", "''")
    try:
        with _asking(published, query, timeout_s, beside) as connection:
            text = query.strip().rstrip(";")
            copied = connection.execute(f"COPY (\n{text}\n) TO '{target}' (FORMAT parquet)").fetchone()
        beside.replace(out)
    finally:
        beside.unlink(missing_ok=True)
    return int(copied[0]) if copied else 0


@contextmanager
def _asking(
    published: Path, query: str, timeout_s: float, writable_file: Path | None
) -> Iterator[duckdb.DuckDBPyConnection]:
    connection = connect_readonly(published, writable_file)
    timer = threading.Timer(timeout_s, connection.interrupt)
    timer.daemon = True
    try:
        _refuse_other_than_reading(connection, query)
        timer.start()
        yield connection
    except duckdb.InterruptException as error:
        raise PermanentError(
            f"The query took more than {timeout_s:g} seconds and was stopped: "
            "narrow its span of days, or allow more with --timeout."
        ) from error
    except duckdb.Error as error:
        raise PermanentError(str(error)) from error
    finally:
        timer.cancel()
        connection.close()


def _refuse_other_than_reading(connection: duckdb.DuckDBPyConnection, query: str) -> None:
    kinds = [found.type for found in connection.extract_statements(query)]
    if kinds == _PIVOT and _IS_PIVOT.search(query):
        return
    if len(kinds) != 1:
        raise PermanentError(f"One statement at a time, please: there are {len(kinds)} here.")
    kind = kinds[0]
    if kind not in _READING or any(name in query.lower() for name in _LOGGING):
        raise PermanentError(
            f"Only reading is allowed here, and this is a statement of type {kind.name}: "
            "the warehouse is written by `parallax run` alone."
        )
