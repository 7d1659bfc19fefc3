"""Search titles and texts, in any script; `docs/search.md` has the syntax."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from model import ConfigurationError
from warehouse.database.connection import open_reader
from warehouse.database.failures import explained
from warehouse.database.rows import rows
from warehouse.database.statements import execute
from warehouse.queries.outdated import current

# How the macros begin to say what is wrong with a search.
_WRONG = "The search is wrong at letter "


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An article that a search found; its text in `pieces`, of which `marks` says which were looked for."""

    published_at: datetime
    outlet_id: str
    language: str
    title: str
    url: str
    event_id: str | None
    count: int
    pieces: Sequence[str]
    marks: Sequence[bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """A page of what a search found, the newest articles first, and the count of all."""

    count: int
    page: Sequence[Found]


def search(
    published: Path, query: str, since: datetime | None, until: datetime | None, limit: int, offset: int = 0
) -> SearchResult:
    """Return `limit` of the articles that a search finds, from `offset` on; `until` is exclusive.

    Raises ConfigurationError where the search is wrong, saying where.
    """
    values = {"query": query, "since": since, "until": until}
    with open_reader(published) as connection, explained(published), current(published):
        try:
            page = rows(execute(connection, "search", **values, limit=limit, offset=offset), Found)
        except duckdb.InvalidInputException as error:
            if _WRONG not in str(error):
                raise
            raise ConfigurationError([str(error)[str(error).index(_WRONG) :]]) from error
        return SearchResult(count=page[0].count if page else 0, page=page)
