"""The functions of DuckDB that a stranger's SQL may call: two lists, frozen for the pinned version.

A function that a newer DuckDB adds is in neither list, and refused until someone has looked at it.
`python -m warehouse.queries.function_lists` writes the lists from what DuckDB has and refused_functions.toml.
"""

import tomllib
from difflib import get_close_matches
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

import duckdb

_FOLDER = Path(__file__).parent


@cache
def allowed_functions() -> frozenset[str]:
    """Return the names of functions that return a value: scalar functions, aggregates, macros, operators."""
    return _read("allowed_functions.txt")


@cache
def allowed_table_functions() -> frozenset[str]:
    """Return the names of functions that return a table."""
    return _read("allowed_table_functions.txt")


def _read(file: str) -> frozenset[str]:
    return frozenset((_FOLDER / file).read_text(encoding="utf-8").split())


def refused_of(words: set[str]) -> set[str]:
    """Return those of `words` that are names of functions that are not allowed."""
    unlisted = all_names() - allowed_functions() - allowed_table_functions()
    return (words & unlisted) | {word for word in words if is_refused(word)}


def is_refused(name: str) -> bool:
    """Say whether refused_functions.toml names a function."""
    return any(fnmatchcase(name, pattern) for _, patterns in _refused() for pattern in patterns)


def why_refused(name: str) -> str:
    """Return the end of a sentence that begins with the function's name and says why it is refused."""
    for reason, patterns in _refused():
        if any(fnmatchcase(name, pattern) for pattern in patterns):
            return reason
    near = get_close_matches(name, allowed_functions() | allowed_table_functions(), n=1)
    meant = f" (did you mean {near[0]}()?)" if near else ""
    return f"is no function that is allowed here{meant}"


@cache
def _refused() -> tuple[tuple[str, tuple[str, ...]], ...]:
    groups = tomllib.loads((_FOLDER / "refused_functions.toml").read_text(encoding="utf-8"))["refused"]
    return tuple((group["reason"], tuple(group["names"])) for group in groups)


@cache
def all_names() -> frozenset[str]:
    """Return the names of all functions that DuckDB has, in lower case, without those of the warehouse."""
    with duckdb.connect(":memory:") as connection:
        found = connection.execute("SELECT DISTINCT lower(function_name) FROM duckdb_functions()").fetchall()
    return frozenset(name for (name,) in found)


@cache
def warehouse_macros() -> frozenset[str]:
    """Return the names of the warehouse's own macros."""
    return frozenset(path.stem for path in (_FOLDER.parent / "sql" / "macros").glob("*.sql"))
