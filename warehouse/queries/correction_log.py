"""What people correct of the grouping: kept, listed, withdrawn."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import duckdb

from model import Correction, CorrectionKind
from warehouse.database.staging import stage
from warehouse.database.statements import statement
from warehouse.steps.planning import as_dicts
from warehouse.steps.relating import Row

_CORRECTION = {"kind": "VARCHAR", "article_id": "UUID", "anchor_article_id": "UUID"}


def standing(connection: duckdb.DuckDBPyConnection) -> list[Correction]:
    """Return the corrections that hold, as they were made."""
    return [
        Correction(
            kind=CorrectionKind(row["kind"]),
            article_id=str(row["article_id"]),
            anchor_article_id=str(row["anchor_article_id"]),
        )
        for row in as_dicts(connection.execute(statement("correct/standing")))
    ]


def keep(
    connection: duckdb.DuckDBPyConnection, corrections: Sequence[Correction], note: str | None, at: datetime
) -> int:
    """Keep the rows of one correction; return its number."""
    rows = [
        {"kind": str(one.kind), "article_id": one.article_id, "anchor_article_id": one.anchor_article_id}
        for one in corrections
    ]
    stage(connection, "stage_correction", _CORRECTION, rows)
    kept = connection.execute(statement("correct/keep"), {"note": note, "at": at}).fetchone()
    return int(kept[0]) if kept else 0


def withdraw(connection: duckdb.DuckDBPyConnection, correction_id: int, at: datetime) -> list[Row]:
    """Withdraw a correction; return its rows, none where no such correction holds."""
    values = {"id": correction_id, "at": at}
    return as_dicts(connection.execute(statement("correct/withdraw"), values))


def find_event(connection: duckdb.DuckDBPyConnection, given: str) -> Row | None:
    """Return the event of an id, also of one that became part of another."""
    return _first(connection, "explain/event", {"id": given})


def find_text(connection: duckdb.DuckDBPyConnection, given: str, url: str) -> Row | None:
    """Return the text that stands for an article in its event, by its URL, a feed's link to it, or its id."""
    return _first(connection, "correct/article", {"id": given, "url": url})


def another_text(connection: duckdb.DuckDBPyConnection, event_id: str, but: Sequence[str]) -> str | None:
    """Return the article that stands best for an event beside some of its own; None where it has no other."""
    row = _first(connection, "correct/another_text", {"event": event_id, "but": list(but)})
    return str(row["article_id"]) if row else None


def texts_beside(connection: duckdb.DuckDBPyConnection, articles: Sequence[str]) -> list[Row]:
    """Return all texts of the events that some articles are in."""
    return as_dicts(connection.execute(statement("correct/texts"), {"articles": list(articles)}))


def listed(connection: duckdb.DuckDBPyConnection) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Return the columns and rows of every correction, withdrawn ones too, with what it is about."""
    answer = connection.execute(statement("correct/list"))
    return [column[0] for column in answer.description or ()], answer.fetchall()


def _first(connection: duckdb.DuckDBPyConnection, name: str, values: Mapping[str, Any]) -> Row | None:
    rows = as_dicts(connection.execute(statement(name), values))
    return rows[0] if rows else None
