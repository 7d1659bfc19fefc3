"""Judge a user's SQL by what DuckDB parses it to: a single statement that reads, and nothing else.

What is judged is what runs: the text itself, or EXPLAIN before a text that was judged alone
(docs/decisions/0031-sql-judged-by-its-parse.md).
"""

import re

import duckdb

from model import PermanentError
from model.limits import MAX_COMMENTS, MAX_QUERY_CHARS
from warehouse.queries.functions import (
    allowed_functions,
    allowed_table_functions,
    refused_of,
    warehouse_macros,
    why_refused,
)
from warehouse.queries.parse_trees import Calls, calls_of

# What DuckDB takes for a space, and comments to the end of a line.
_GAP = re.compile(r"(?:[ \t\n\r\f\xa0\u2000-\u200b\u202f\u205f\u3000\ufeff]|--[^\n]*(?:\n|$))++")
_COMMENT_MARK = re.compile(r"/\*|\*/")
_EXPLAIN = re.compile(r"EXPLAIN\b", re.IGNORECASE)
_EXPLAIN_OPTION = re.compile(r"ANALYZE\b|\([\w\s,\u200b\ufeff]*\)|", re.IGNORECASE)
_SURROGATE = re.compile("[\ud800-\udfff]")
_WORD = re.compile(r"[a-z_][a-z0-9_$]*")


def readable(connection: duckdb.DuckDBPyConnection, query: str) -> str:
    """Return the SQL to run for a query that only reads; `connection` parses it and runs nothing of it.

    Raises PermanentError for any other query, duckdb.Error where it is no SQL.
    """
    _refuse_no_text(query)
    before, text = _without_explain(query)
    calls = calls_of(connection, text)
    if calls is not None:
        _refuse_calls(calls)
        if before:
            connection.extract_statements(query)  # raises where DuckDB takes the whole for something else
        return f"{before}{text}"
    kinds = _kinds(connection, text)
    if not _is_open_pivot(kinds):
        raise PermanentError(_refusal(kinds))
    if before:
        raise PermanentError("A PIVOT can be explained only with the values of its column: add IN (...).")
    _refuse_words(text)
    return text


def _without_explain(query: str) -> tuple[str, str]:
    """Return EXPLAIN with its option, and what it explains; "" and the query where it explains nothing.

    A mistake here lets nothing through: what is judged is what runs after our own EXPLAIN.
    """
    explain = _EXPLAIN.match(query, _gap_end(query, 0))
    option = explain and _EXPLAIN_OPTION.match(query, _gap_end(query, explain.end()))
    if not option:
        return "", query
    return f"EXPLAIN {option[0]} ", query[option.end() :]


def _gap_end(text: str, start: int) -> int:
    """Return where spaces and comments end, also those with comments inside."""
    while True:
        if gap := _GAP.match(text, start):
            start = gap.end()
        elif text.startswith("/*", start):
            start = _comment_end(text, start)
        else:
            return start


def _comment_end(text: str, start: int) -> int:
    depth = 0
    for mark in _COMMENT_MARK.finditer(text, start):
        depth += 1 if mark[0] == "/*" else -1
        if depth == 0:
            return mark.end()
    return len(text)


def _refuse_no_text(query: str) -> None:
    if "\x00" in query:
        raise PermanentError("The query has a NUL character in it: remove it.")
    if _SURROGATE.search(query):
        raise PermanentError("The query has half a character (a lone surrogate) in it: remove it.")
    if len(query) > MAX_QUERY_CHARS:
        raise PermanentError(
            f"The query is longer than {MAX_QUERY_CHARS:,} characters: pass long lists of values as "
            "parameters, or look them up in a table."
        )
    if query.count("/*") + query.count("--") > MAX_COMMENTS:
        raise PermanentError(f"The query has more than {MAX_COMMENTS:,} comments: remove some.")


def _refuse_calls(calls: Calls) -> None:
    unknown = (calls.functions - allowed_functions()) | (calls.table_functions - allowed_table_functions())
    unknown -= warehouse_macros()
    if unknown:
        name = min(unknown)
        raise PermanentError(f"Only reading the warehouse is allowed here, and {name}() {why_refused(name)}.")


def _kinds(connection: duckdb.DuckDBPyConnection, text: str) -> list[tuple[str, str]]:
    """Return the kind and the text of each statement; what DuckDB adds to a PIVOT without IN has no text.

    DuckDB evaluates the arguments of a PRAGMA already when it parses one: such a text is not shown to it.
    """
    if "pragma" in _words(text):
        return [("PRAGMA", text)]
    return [(found.type.name, found.query) for found in connection.extract_statements(text)]


def _words(text: str) -> set[str]:
    """Return at least the names and keywords of a text: also words of strings and comments."""
    return set(_WORD.findall(text.lower()))


def _is_open_pivot(kinds: list[tuple[str, str]]) -> bool:
    """Say whether a text is a PIVOT without IN: the making of a type for each column, then a SELECT."""
    return len(kinds) > 1 and kinds[-1][0] == "SELECT" and all(kind == ("CREATE", "") for kind in kinds[:-1])


def _refuse_words(text: str) -> None:
    """Raise PermanentError where the name of a function that is not allowed stands anywhere in a text.

    So it is with a PIVOT without IN, of which DuckDB shows no tree.
    """
    refused = refused_of(_words(text))
    if refused:
        name = min(refused)
        raise PermanentError(
            f"In a PIVOT without IN the word {name} may not be used at all, since {name}() "
            f"{why_refused(name)}: list the values of the pivoted column with IN (...), or leave it out."
        )


def _refusal(kinds: list[tuple[str, str]]) -> str:
    if len(kinds) != 1:
        return f"One statement at a time, please: there are {len(kinds)} here. Run each on its own."
    return (
        f"Only reading is allowed here, and this is a statement of type {kinds[0][0]}: use SELECT, FROM, "
        "WITH, VALUES, PIVOT, UNPIVOT, DESCRIBE, SHOW, SUMMARIZE or EXPLAIN; the other `parallax` commands "
        "change the warehouse."
    )


def without_semicolon(connection: duckdb.DuckDBPyConnection, text: str) -> str:
    """Return a text that `readable` returned without the semicolons at its end, judged again."""
    raw = text.encode()
    end = len(raw)
    for start, _ in reversed(duckdb.tokenize(text)):
        if raw[start : start + 1] != b";":
            break
        end = start
    return readable(connection, raw[:end].decode())
