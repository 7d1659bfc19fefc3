"""Refuse any SQL of a user that is not a single statement that reads."""

import re

import duckdb

from model import PermanentError

_READING = {duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN}
# Functions that change the process or the file, even where a SELECT calls them and settings are locked.
_CHANGING = frozenset(
    [
        *("enable_logging", "disable_logging", "truncate_duckdb_logs", "write_log"),
        *("enable_profiling", "disable_profiling", "enable_profile", "disable_profile"),
        *("checkpoint", "force_checkpoint", "import_database", "copy_database"),
    ]
)
# Functions that run the SQL in their argument, which can hide the names above.
_RUNNING = frozenset(["query", "query_table", "json_execute_serialized_sql"])
# Functions that take memory addresses: a wrong one kills the process.
_ADDRESSING = frozenset(["pandas_scan", "arrow_scan", "arrow_scan_dumb", "python_map_function"])
_REFUSED = _CHANGING | _RUNNING | _ADDRESSING
_WORD = re.compile(r'"(?:[^"]|"")*"|\w+|.', re.DOTALL)


def refuse_other_than_reading(query: str) -> None:
    """Raise PermanentError unless a query is one statement that reads, duckdb.Error where it is no SQL."""
    if "\x00" in query:
        raise PermanentError("The query has a NUL character in it: remove it.")
    statements = duckdb.extract_statements(query)
    # DuckDB splits a PIVOT into the enums of its columns, which have no text, and the query.
    kinds = [found.type for found in statements if found.type != duckdb.StatementType.CREATE or found.query]
    if len(kinds) != 1:
        raise PermanentError(f"One statement at a time, please: there are {len(kinds)} here.")
    if kinds[0] not in _READING:
        raise PermanentError(
            f"Only reading is allowed here, and this is a statement of type {kinds[0].name}: "
            "use the other `parallax` commands to change the warehouse."
        )
    refused = _refused_function(query)
    if refused:
        raise PermanentError(f"Only reading is allowed here, and {refused}() does or hides something else.")


def _refused_function(query: str) -> str | None:
    """Return a function called by `query` that does more than read; strings and comments do not count."""
    words = [word.strip('"').lower() for _, word in _tokens(query)]
    for word, following in zip(words, [*words[1:], ""], strict=True):
        if following.startswith("(") and word in _REFUSED:
            return word
    return None


def _tokens(query: str) -> list[tuple[int, str]]:
    """Return the offset of each token and its word or first character, without comments after it."""
    starts = [start for start, _ in duckdb.tokenize(query)]
    raw = query.encode()
    ends = [*starts[1:], len(raw)]
    found = (
        _WORD.match(raw[start:end].decode(errors="replace")) for start, end in zip(starts, ends, strict=True)
    )
    return [(start, word[0] if word else "") for start, word in zip(starts, found, strict=True)]


def without_semicolon(query: str) -> str:
    """Return `query` without the semicolons at its end."""
    end = len(query.encode())
    for start, text in reversed(_tokens(query)):
        if text != ";":
            break
        end = start
    return query.encode()[:end].decode()
