"""What the published warehouse knows about one article or one event, to explain how it was grouped."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from warehouse.database.connection import open_reader
from warehouse.database.rows import first, rows
from warehouse.database.statements import statement
from warehouse.steps.event_groups import Span, WindowColumns, language_sums, window


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRow:
    """An article with its group of copies and its event; both are None where it has none yet.

    `text_id` is the article of its group whose vector is compared, None where there is no vector.
    """

    article_id: UUID
    url: str
    title: str | None
    outlet_id: str
    language: str
    published_at: datetime
    agency: str | None
    relation: str | None
    similarity: float | None
    copy_count: int | None
    original_id: UUID | None
    original_url: str | None
    original_outlet_id: str | None
    text_id: UUID | None
    event_id: UUID | None
    score: float | None
    method_version: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """An event with its counts; `title_language` is None where all its articles are withheld."""

    event_id: UUID
    title: str | None
    title_language: str | None
    representative_article_id: UUID
    first_published_at: datetime
    last_published_at: datetime
    article_count: int
    language_count: int
    outlet_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRow:
    """An original in an event, with the probability it joined with."""

    article_id: UUID
    url: str
    title: str | None
    outlet_id: str
    language: str
    published_at: datetime
    event_id: UUID
    score: float
    method_version: str
    embedder: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionRow:
    """One article that a correction is about; its URLs are None where an article has been erased."""

    correction_id: int
    kind: str
    note: str | None
    made_at: datetime
    url: str | None
    anchor_url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryEventRow:
    """An event in its place in a story."""

    story_id: UUID
    story_title: str | None
    position: int
    event_id: UUID
    title: str | None
    first_published_at: datetime
    article_count: int


def find_article(published: Path, url: str, given: str) -> ArticleRow | None:
    """Return an article by its normalised URL, by a feed's link to it, or by its id."""
    with open_reader(published) as connection:
        cursor = connection.execute(statement("explain/article"), {"url": url, "id": given})
        return first(cursor, ArticleRow)


def find_event(published: Path, event_id: str) -> EventRow | None:
    """Return an event by its id, or by the id of an event that was merged into it."""
    with open_reader(published) as connection:
        cursor = connection.execute(statement("explain/event"), {"id": event_id})
        return first(cursor, EventRow)


def story_of(published: Path, event_id: str) -> list[StoryEventRow]:
    """Return the events of the story that an event is in, in their order; none where it is in none."""
    with open_reader(published) as connection:
        return rows(connection.execute(statement("explain/story"), {"id": event_id}), StoryEventRow)


def members_of(published: Path, event_id: str) -> list[MemberRow]:
    """Return the originals of an event that have a vector, in the order of publication."""
    with open_reader(published) as connection:
        values = {"id": event_id, "articles": []}
        return rows(connection.execute(statement("explain/members"), values), MemberRow)


def originals_named(published: Path, article_ids: Sequence[str]) -> list[MemberRow]:
    """Return originals in events by their ids."""
    with open_reader(published) as connection:
        values = {"id": "", "articles": list(article_ids)}
        return rows(connection.execute(statement("explain/members"), values), MemberRow)


def texts_around(
    published: Path, span: Span, embedder: str
) -> tuple[WindowColumns, dict[str, tuple[int, NDArray[np.float32]]]]:
    """Return the texts of the events of a span of time, and each language's sum of vectors."""
    with open_reader(published) as connection:
        found = window(connection, embedder, [span])
        return found, language_sums(connection, embedder)


def titles_of(published: Path, event_id: str) -> dict[str, str]:
    """Return an event's title in each of its languages."""
    with open_reader(published) as connection:
        return dict(connection.execute(statement("explain/titles"), {"id": event_id}).fetchall())


def corrections_of(published: Path, event_id: str) -> list[CorrectionRow]:
    """Return the corrections in force that name an article of an event."""
    with open_reader(published) as connection:
        return rows(connection.execute(statement("explain/corrections"), {"id": event_id}), CorrectionRow)
