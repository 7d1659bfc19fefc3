"""Answer a user's SQL from the published copy, without access to anything else."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from model import PermanentError
from model.files import process_ending, written_whole
from model.limits import MAX_CELLS, MAX_CHARACTERS
from warehouse.database.connection import Connection
from warehouse.database.failures import damaged, first_line, is_damage
from warehouse.database.plain_types import plain_query
from warehouse.database.quoting import literal
from warehouse.database.statements import statement
from warehouse.queries.limiting import Deadline
from warehouse.queries.refusing import readable, without_semicolon
from warehouse.queries.sandbox import Reader, connect_readonly, new_session, open_locked

_BATCH_ROWS = 1_000
# Where the parser gave up: at a word, or at the dot behind one.
_NEAR = re.compile(r'syntax error at or near "([^"]+)"')
_QUALIFIER = re.compile(r"\b([a-z_]\w*)\.")


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryResult:
    """The columns and rows of a query."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


def answer(published: Path, query: str, timeout_s: float) -> QueryResult:
    """Run one statement that reads, and return its rows; raises PermanentError with DuckDB's message.

    A result that would fill the memory is refused: it should be written as Parquet.
    """
    with _explained_query(published, query), connect_readonly(published, timeout_s=timeout_s) as reader:
        reader.execute(query)
        return QueryResult(columns=tuple(reader.columns), rows=_fitting(reader))


def _fitting(reader: Reader) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = []
    characters = 0
    most_rows = MAX_CELLS // max(1, len(reader.columns))
    while batch := reader.fetchmany(_BATCH_ROWS):
        rows += batch
        characters += sum(len(cell) for row in batch for cell in row if isinstance(cell, (str, bytes, list)))
        if len(rows) > most_rows or characters > MAX_CHARACTERS:
            raise PermanentError(
                f"The answer is too large to print: more than {most_rows:,} rows or {MAX_CHARACTERS:,} "
                "characters. Narrow it with LIMIT or a span of days, or write it whole with --format parquet "
                "--out FILE."
            )
    return rows


def answer_as_parquet(published: Path, query: str, timeout_s: float, out: Path) -> int:
    """Write the result of one statement that reads as a Parquet file; return its row count.

    Ids and intervals are texts in it.
    """
    with written_whole(out.absolute(), ending=process_ending()) as partial:
        target = literal(partial)
        with _explained_query(published, query), _copying(published, partial, timeout_s) as connection:
            text = _in_plain_types(connection, without_semicolon(connection, readable(connection, query)))
            connection.execute(f"COPY (\n{text}\n) TO {target} (FORMAT parquet, USE_TMP_FILE false)")
            counted = connection.execute(f"SELECT count(*) FROM read_parquet({target})").fetchone()  # noqa: S608
    return int(counted[0]) if counted else 0


def answer_as_report(
    published: Path, query: str, timeout_s: float, out: Path, write: Callable[[Connection, Path], int]
) -> int:
    """Write the result of one statement that reads as `write` does; return what that returns.

    `write` gets a connection with the result in the temporary table `report`, in its order, and the path.
    """
    with (
        written_whole(out.absolute(), ending=process_ending()) as partial,
        _explained_query(published, query),
        _copying(published, partial, timeout_s) as connection,
    ):
        text = without_semicolon(connection, readable(connection, query))
        _keep_as_report(connection, text)
        return write(connection, partial)


def _keep_as_report(connection: duckdb.DuckDBPyConnection, text: str) -> None:
    """Make the temporary table `report` of a query, which writing a workbook reads in its order."""
    try:
        connection.execute(f"CREATE TEMP TABLE report AS (\n{text}\n)")
    except duckdb.ParserException:
        # DESCRIBE, SHOW and SUMMARIZE are no SELECT, but can stand for a table.
        connection.execute(f"CREATE TEMP TABLE report AS FROM (\n{text}\n)")


def _in_plain_types(connection: duckdb.DuckDBPyConnection, query: str) -> str:
    answer = connection.sql(query)
    return query if answer is None else plain_query(query, answer.columns, answer.types)


@contextmanager
def _copying(published: Path, target: Path, timeout_s: float) -> Iterator[duckdb.DuckDBPyConnection]:
    database = open_locked(published, target)
    session = new_session(database)
    deadline = Deadline(session, timeout_s)
    deadline.start()
    try:
        with deadline.enforced():
            yield session
    finally:
        deadline.stop()
        session.close()
        database.close()


@contextmanager
def _explained_query(published: Path, query: str) -> Iterator[None]:
    try:
        yield
    except duckdb.Error as error:
        if is_damage(error):
            raise damaged(published, first_line(error)) from error
        raise PermanentError(f"{error}{_hint(published, query, error)}") from error


def _hint(published: Path, query: str, error: duckdb.Error) -> str:
    """Return what to do where the parser stumbled over a name of the warehouse that SQL reserves."""
    near = _NEAR.search(str(error)) if isinstance(error, duckdb.ParserException) else None
    if near is None:
        return ""
    words = {near[1].lower()} if near[1] != "." else set(_QUALIFIER.findall(query.lower()))
    found = sorted(words & _reserved_names(published))
    return f'\n{found[0]} is a reserved word of SQL: quote it, as in "{found[0]}".' if found else ""


def _reserved_names(published: Path) -> set[str]:
    database = open_locked(published)
    try:
        return {
            name for (name,) in new_session(database).execute(statement("describe/reserved_names")).fetchall()
        }
    finally:
        database.close()
