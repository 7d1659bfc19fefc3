"""Check what a load left: each file of `checks/` returns the rows that should not be."""

from collections.abc import Iterator
from dataclasses import dataclass

import duckdb

from warehouse.database.statements import header, statement, statement_names


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Rows that a check found: its name, what they are, how many, and one of them."""

    name: str
    what: str
    count: int
    example: str


def check(connection: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """Yield what is wrong with the articles that this connection has just tallied, their days and events."""
    for name in statement_names("checks"):
        rows = connection.execute(statement(name)).fetchall()
        if rows:
            subject, problem = rows[0]
            example = f"{subject}: {problem}"
            yield Finding(
                name=name.rpartition("/")[2][4:], what=header(name), count=len(rows), example=example
            )
