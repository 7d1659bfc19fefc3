"""The corrections that people make to the grouping: recorded, listed and withdrawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

import duckdb

from model import Correction, CorrectionKind
from warehouse.database.rows import first, rows, stage
from warehouse.database.statements import statement
from warehouse.queries.explaining import EventRow


@dataclass(frozen=True, slots=True, kw_only=True)
class _CorrectionRow:
    kind: CorrectionKind
    article_id: UUID
    anchor_article_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class _CorrectionOfTexts:
    correction_id: int
    kind: CorrectionKind
    text_id: UUID
    anchor_text_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupedText:
    """The original that an article stands for in its event."""

    article_id: UUID
    event_id: UUID
    title: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedArticle:
    """An article that a correction moved, with the events it left and joined and their titles."""

    from_event_id: str
    from_title: str | None
    to_event_id: str
    to_title: str | None
    url: str
    title: str | None
    is_original: bool


def corrections_in_force(connection: duckdb.DuckDBPyConnection) -> list[list[Correction]]:
    """Return the corrections that have not been withdrawn, in the order they were made, each with its rows.

    In place of articles, they name the groups of copies that these are in.
    """
    found = rows(connection.execute(statement("correct/in_force")), _CorrectionOfTexts)
    return [
        [
            Correction(kind=row.kind, article_id=str(row.text_id), anchor_article_id=str(row.anchor_text_id))
            for row in of_one
        ]
        for _, of_one in groupby(found, key=lambda row: row.correction_id)
    ]


def has_corrections(connection: duckdb.DuckDBPyConnection) -> bool:
    """Say whether any correction is in force."""
    found = connection.execute("SELECT 1 FROM event_correction WHERE withdrawn_at IS NULL LIMIT 1")
    return bool(found.fetchall())


def keep(
    connection: duckdb.DuckDBPyConnection, corrections: Sequence[Correction], note: str | None, at: datetime
) -> int:
    """Record the rows of one correction; return its number."""
    staged = [
        _CorrectionRow(
            kind=one.kind,
            article_id=UUID(one.article_id),
            anchor_article_id=UUID(one.anchor_article_id),
        )
        for one in corrections
    ]
    stage(connection, "stage_correction", _CorrectionRow, staged)
    kept = connection.execute(statement("correct/keep"), {"note": note, "at": at}).fetchone()
    return int(kept[0]) if kept else 0


def withdraw(connection: duckdb.DuckDBPyConnection, correction_id: int, at: datetime) -> list[Correction]:
    """Withdraw a correction; return its rows, none where no such correction is in force."""
    values = {"id": correction_id, "at": at}
    return _as_corrections(connection.execute(statement("correct/withdraw"), values))


def find_event(connection: duckdb.DuckDBPyConnection, given: str) -> EventRow | None:
    """Return an event by its id, or by the id of an event that was merged into it."""
    return first(connection.execute(statement("explain/event"), {"id": given}), EventRow)


def find_text(connection: duckdb.DuckDBPyConnection, given: str, url: str) -> GroupedText | None:
    """Return the original that an article stands for in its event, by URL, by a feed's link, or by id."""
    cursor = connection.execute(statement("correct/article"), {"id": given, "url": url})
    return first(cursor, GroupedText)


def another_text(connection: duckdb.DuckDBPyConnection, event_id: str, but: Sequence[str]) -> str | None:
    """Return the article that best represents an event, other than those in `but`; None if there is none."""
    values = {"event": event_id, "but": list(but)}
    found = connection.execute(statement("correct/another_text"), values).fetchone()
    return str(found[0]) if found else None


def original_of(connection: duckdb.DuckDBPyConnection, text_id: str) -> str | None:
    """Return the original of a group of copies."""
    found = connection.execute(statement("correct/original"), {"text": text_id}).fetchone()
    return str(found[0]) if found else None


def moved_articles(connection: duckdb.DuckDBPyConnection) -> list[MovedArticle]:
    """Return the articles that moved when corrections were last laid over, by the events they left."""
    return rows(connection.execute(statement("correct/moves")), MovedArticle)


def listed(connection: duckdb.DuckDBPyConnection) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Return the columns and rows of a table to print: every correction, also those withdrawn."""
    answer = connection.execute(statement("correct/list"))
    return [column[0] for column in answer.description or ()], answer.fetchall()


def _as_corrections(cursor: duckdb.DuckDBPyConnection) -> list[Correction]:
    return [
        Correction(
            kind=row.kind,
            article_id=str(row.article_id),
            anchor_article_id=str(row.anchor_article_id),
        )
        for row in rows(cursor, _CorrectionRow)
    ]
