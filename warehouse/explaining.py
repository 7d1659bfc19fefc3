"""What the published warehouse knows of one article or one event, to tell why it is there."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from warehouse.connection import open_reader
from warehouse.planning import as_dicts
from warehouse.relating import language_sums
from warehouse.statements import statement

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


def sums_of(published: Path, embedder: str) -> dict[str, tuple[int, NDArray[np.float32]]]:
    """Return count and sum of the vectors of each language."""
    with open_reader(published) as connection:
        return language_sums(connection, embedder)


def _first(published: Path, name: str, values: dict[str, str]) -> Row | None:
    with open_reader(published) as connection:
        rows = as_dicts(connection.execute(statement(name), values))
    return rows[0] if rows else None
