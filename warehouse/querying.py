"""Answer a stranger's SQL on the published copy, without giving anything else away."""

import re
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from model import PermanentError
from warehouse.connection import connect_readonly

_READING = {duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN}
# Table functions that change the process, though a SELECT calls them and whatever is locked.
_CHANGING = frozenset(
    ["enable_logging", "disable_logging", "truncate_duckdb_logs", "enable_profiling", "disable_profiling"]
)
# `query` runs the text it is handed, in which the names above can hide.
_RUNNING_TEXT = "query"
_COMMENT = re.compile(r"--[^\n]*|/\*.*?\*/", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a query gave: column names and their rows."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


def answer(published: Path, query: str, timeout_s: float) -> Answer:
    """Run one reading statement and return its rows; raises PermanentError with DuckDB's message."""
    with _asking(lambda: connect_readonly(published), query, timeout_s) as connection:
        cursor = connection.execute(query)
        columns = tuple(column[0] for column in cursor.description or ())
        return Answer(columns=columns, rows=cursor.fetchall())


def answer_as_parquet(published: Path, query: str, timeout_s: float, out: Path) -> int:
    """Write what one reading statement gives as a Parquet file; return its row count."""
    beside = out.absolute().with_name(f".{out.name}.partial")
    target = _literal(beside)
    try:
        with _asking(lambda: _connect_to_copy(published, beside), query, timeout_s) as connection:
            text = _without_semicolon(query)
            connection.execute(f"COPY (\n{text}\n) TO {target} (FORMAT parquet, USE_TMP_FILE false)")
            counted = connection.execute(f"SELECT count(*) FROM read_parquet({target})").fetchone()  # noqa: S608
        beside.replace(out)
    finally:
        beside.unlink(missing_ok=True)
    return int(counted[0]) if counted else 0


def _connect_to_copy(published: Path, writable_file: Path) -> duckdb.DuckDBPyConnection:
    """Open the published copy as `connect_readonly` does, with one file that COPY may write.

    DuckDB takes `allowed_paths` only once it runs and only while access is still open.
    """
    connect_readonly(published).close()  # explains what is wrong with the file
    connection = duckdb.connect(published, read_only=True, config={"memory_limit": "4GB"})
    for setting in (
        "TimeZone = 'UTC'",
        "autoload_known_extensions = false",
        "autoinstall_known_extensions = false",
        "temp_directory = ''",
        f"allowed_paths = [{_literal(writable_file)}]",
        "enable_external_access = false",
        "lock_configuration = true",
    ):
        connection.execute(f"SET {setting}")
    return connection


def _literal(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


@contextmanager
def _asking(
    connect: Callable[[], duckdb.DuckDBPyConnection], query: str, timeout_s: float
) -> Iterator[duckdb.DuckDBPyConnection]:
    connection = connect()
    timer = threading.Timer(timeout_s, connection.interrupt)
    timer.daemon = True
    timer.start()
    try:
        _refuse_other_than_reading(connection, query)
        with _stopped_by_control_c(connection):
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
        timer.join()
        connection.close()


@contextmanager
def _stopped_by_control_c(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Let Ctrl-C interrupt the query and then raise KeyboardInterrupt.

    Left to itself DuckDB gives up waiting, and closing the connection runs the query to its end.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    pressed = threading.Event()

    def stop(*_: object) -> None:
        pressed.set()
        connection.interrupt()

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    except duckdb.InterruptException as error:
        if not pressed.is_set():
            raise
        raise KeyboardInterrupt from error
    finally:
        signal.signal(signal.SIGINT, before)
    if pressed.is_set():
        raise KeyboardInterrupt


def _refuse_other_than_reading(connection: duckdb.DuckDBPyConnection, query: str) -> None:
    if "\x00" in query:
        raise PermanentError("The query has a NUL character in it: take it out.")
    statements = connection.extract_statements(query)
    # DuckDB takes a PIVOT apart into the enums of its columns, which have no text, and the query.
    kinds = [found.type for found in statements if found.type != duckdb.StatementType.CREATE or found.query]
    if len(kinds) != 1:
        raise PermanentError(f"One statement at a time, please: there are {len(kinds)} here.")
    if kinds[0] not in _READING:
        raise PermanentError(
            f"Only reading is allowed here, and this is a statement of type {kinds[0].name}: "
            "the warehouse is written by `parallax run` alone."
        )
    refused = _changing_function(query)
    if refused:
        raise PermanentError(f"Only reading is allowed here, and {refused}() does or hides something else.")


def _changing_function(query: str) -> str | None:
    """Return the function called by `query` that does more than read; strings and comments do not count."""
    words = [word.strip('"').lower() for _, word in _tokens(query)]
    for word, following in zip(words, [*words[1:], ""], strict=True):
        if word in _CHANGING or (word == _RUNNING_TEXT and following.startswith("(")):
            return word
    return None


def _tokens(query: str) -> list[tuple[int, str]]:
    """Return where each token begins, and its text without the comments behind it."""
    starts = [start for start, _ in duckdb.tokenize(query)]
    raw = query.encode()
    ends = [*starts[1:], len(raw)]
    return [
        (start, _bare(raw[start:end].decode(errors="replace")))
        for start, end in zip(starts, ends, strict=True)
    ]


def _bare(token: str) -> str:
    is_string = token.startswith(("'", "$")) or token[1:2] == "'"
    return token if is_string else _COMMENT.sub("", token).strip()


def _without_semicolon(query: str) -> str:
    """Return `query` up to the semicolons that end it."""
    end = len(query.encode())
    for start, text in reversed(_tokens(query)):
        if text != ";":
            break
        end = start
    return query.encode()[:end].decode()
