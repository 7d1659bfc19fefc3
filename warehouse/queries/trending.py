"""How much attention searches got over time, from the macro `search_trend`."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import duckdb

from model import ConfigurationError
from model.trend import TrendRow
from warehouse.database.connection import Connection, open_reader
from warehouse.database.failures import explained, first_line
from warehouse.database.rows import rows
from warehouse.database.statements import statement
from warehouse.queries.outdated import current


def trend(
    published: Path,
    queries: Sequence[str],
    since: datetime | None = None,
    until: datetime | None = None,
    *,
    by: str = "day",
    split: str | None = None,
) -> list[TrendRow]:
    """Return the rows of each query, in the order of the queries, then by day and value of the split.

    All queries have the same days: from `since` until before `until`, by default the last 30 days (or 12
    weeks) that have articles. Raises ConfigurationError where a query cannot be understood.
    """
    require_words(queries)
    with open_reader(published) as connection, explained(published), current(published):
        begin = since or _first_article(connection, until, by)
        return [
            row
            for query in queries
            for row in rows_of_query(connection, query, begin, until, by=by, split=split)
        ]


def require_words(queries: Sequence[str]) -> None:
    """Raise ConfigurationError where a query is empty or is given twice."""
    if not all(query.strip() for query in queries):
        raise ConfigurationError(["A query is empty: give a word or a phrase."])
    twice = next((query for query in queries if queries.count(query) > 1), None)
    if twice is not None:
        raise ConfigurationError([f"The query {twice!r} is given twice: give each once."])


def _first_article(connection: Connection, until: datetime | None, by: str) -> datetime | None:
    found = connection.execute(statement("trend/first_article"), {"until": until, "by": by}).fetchone()
    return found[0] if found else None


def rows_of_query(
    connection: Connection,
    query: str,
    since: datetime | None,
    until: datetime | None,
    *,
    by: str = "day",
    split: str | None = None,
) -> list[TrendRow]:
    """Return the rows of one query; raises ConfigurationError where it cannot be understood."""
    values = {"query": query, "since": since, "until": until, "by": by, "split": split}
    try:
        return rows(connection.execute(statement("trend/rows"), values), TrendRow)
    except duckdb.InvalidInputException as error:
        raise ConfigurationError([f"The query {query!r} cannot be used: {first_line(error)}"]) from error
