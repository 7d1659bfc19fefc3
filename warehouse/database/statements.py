"""The warehouse's SQL, which lives in `.sql` files beside the code, and its running.

A file is named by its path without suffix, such as `load/article`. Modules list the files that they run, in
their order.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import takewhile

import duckdb


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One statement of a file, and the names of the parameters that it binds."""

    text: str
    parameters: frozenset[str]


@cache
def statement(name: str) -> str:
    """Return the SQL of one file."""
    return files("warehouse").joinpath("sql", f"{name}.sql").read_text(encoding="utf-8")


@cache
def statement_names(folder: str) -> tuple[str, ...]:
    """Return the names of all files in a folder, sorted."""
    found = files("warehouse").joinpath("sql", folder).iterdir()
    return tuple(
        sorted(f"{folder}/{path.name.removesuffix('.sql')}" for path in found if path.name.endswith(".sql"))
    )


def header(name: str) -> str:
    """Return what a file is: its comment up to the grain."""
    return " ".join(header_lines(name)).partition(" Grain")[0].rstrip(".")


def header_lines(name: str) -> list[str]:
    """Return the comment that a file begins with, line by line."""
    lines = takewhile(lambda line: line.startswith("--"), statement(name).split("\n"))
    return [line.removeprefix("--").strip() for line in lines]


@cache
def statements_of(name: str) -> tuple[Statement, ...]:
    """Return the statements of a file."""
    return tuple(
        Statement(text=one.query, parameters=frozenset(one.named_parameters))
        for one in duckdb.extract_statements(statement(name))
    )


def execute(connection: duckdb.DuckDBPyConnection, name: str, **values: object) -> duckdb.DuckDBPyConnection:
    """Run a file, each statement with those of `values` that it names; return the result of the last.

    Raises TypeError where a statement names a parameter that has no value.
    """
    execute_all(connection, (name,), **values)
    return connection


def execute_all(connection: duckdb.DuckDBPyConnection, names: Iterable[str], **values: object) -> None:
    """Run files one after another, each as `execute` does."""
    for name in names:
        for part in statements_of(name):
            if missing := sorted(part.parameters - values.keys()):
                raise TypeError(f"warehouse/sql/{name}.sql needs a value for ${', $'.join(missing)}.")
            connection.execute(part.text, {key: values[key] for key in part.parameters} or None)
