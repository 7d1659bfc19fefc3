"""What the published warehouse knows of one article or one event, to tell why it is there."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from warehouse.database.connection import open_reader
from warehouse.database.statements import statement
from warehouse.steps.planning import as_dicts
from warehouse.steps.relating import Columns, language_sums, window

Row = dict[str, Any]


def find_article(published: Path, url: str, given: str) -> Row | None:
    """Return an article with its copies and event, by its normal URL, a feed's link to it, or its id."""
    return _first(published, "explain/article", {"url": url, "id": given})


def find_event(published: Path, event_id: str) -> Row | None:
    """Return an event with its counts."""
    return _first(published, "explain/event", {"id": event_id})


def members_of(published: Path, event_id: str) -> list[Row]:
    """Return the originals of an event with their vectors and numbers, as they were published."""
    with open_reader(published) as connection:
        return as_dicts(connection.execute(statement("explain/members"), {"id": event_id}))


def texts_of(
    published: Path, event_id: str, embedder: str
) -> tuple[Columns, dict[str, tuple[int, NDArray[np.float32]]]]:
    """Return the texts of an event in columns (as `relating.window`), and the sums of languages' vectors."""
    with open_reader(published) as connection:
        return window(connection, embedder, [], [event_id]), language_sums(connection, embedder)


def titles_of(published: Path, event_id: str) -> dict[str, str]:
    """Return an event's title in each of its languages."""
    with open_reader(published) as connection:
        return dict(connection.execute(statement("explain/titles"), {"id": event_id}).fetchall())


def corrections_of(published: Path, event_id: str) -> list[Row]:
    """Return what people corrected that the articles of an event bear."""
    with open_reader(published) as connection:
        return as_dicts(connection.execute(statement("explain/corrections"), {"id": event_id}))


def _first(published: Path, name: str, values: dict[str, str]) -> Row | None:
    with open_reader(published) as connection:
        rows = as_dicts(connection.execute(statement(name), values))
    return rows[0] if rows else None
