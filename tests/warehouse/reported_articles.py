"""A warehouse of made-up articles, a line for each in the test, tallied."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from tests.made_once import begin_warehouse
from warehouse import Connection, WarehousePaths, open_writer
from warehouse.database.rows import UuidText, stage
from warehouse.steps.indexing import index_words
from warehouse.steps.tallying import tally

# A Monday.
START = datetime(2026, 1, 5, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Reported:
    """An article: `day` and `hour` after START; `group` is the number of the original it copies."""

    number: int
    day: int = 0
    hour: float = 12
    outlet: str = "a"
    language: str = "en"
    event: int | None = None
    group: int | None = None
    title: str = "A title"

    @property
    def at(self) -> datetime:
        return START + timedelta(days=self.day, hours=self.hour)


def uuid(number: int) -> str:
    return str(UUID(int=number))


@contextmanager
def warehouse(folder: Path) -> Iterator[Connection]:
    paths = WarehousePaths(published=folder / "w.duckdb", writer=folder / "writer.duckdb")
    with open_writer(begin_warehouse(paths)) as connection:
        yield connection


def report(connection: Connection, articles: Iterable[Reported]) -> None:
    """Write articles with their groups and events, and tally them."""
    stage(connection, "stage_reported", _Row, map(_row, articles))
    connection.execute(_WRITING)
    tally(connection)
    index_words(connection)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    article_id: UuidText
    outlet_id: str
    title: str
    published_at: datetime
    language: str
    group_id: UuidText
    event_id: UuidText


_WRITING = """
INSERT INTO article (article_id, outlet_id, url, title, published_at, published_basis, fetched_at, language,
    char_count, run_id)
SELECT article_id, outlet_id, 'https://' || outlet_id || '.example/' || article_id, title, published_at,
    'page', published_at, language, 10, 'run'
FROM stage_reported;

INSERT INTO syndication_member
SELECT group_id, article_id, if(group_id = article_id, 'original', 'near'), 1, '1' FROM stage_reported;

INSERT INTO event_article SELECT event_id, article_id, 1, '1', '-infinity' FROM stage_reported;

INSERT INTO untallied SELECT article_id FROM stage_reported;
INSERT INTO unindexed SELECT article_id FROM stage_reported;

INSERT INTO event
SELECT event_id, any_value(title), min(published_at), max(published_at), min(article_id), '-infinity'
FROM event_article
INNER JOIN article USING (article_id)
ANTI JOIN event USING (event_id)
GROUP BY event_id;
"""


def _row(article: Reported) -> _Row:
    return _Row(
        article_id=uuid(article.number),
        outlet_id=article.outlet,
        title=article.title,
        published_at=article.at,
        language=article.language,
        group_id=uuid(article.group or article.number),
        event_id=event_id(article.number if article.event is None else article.event),
    )


def add_outlets(connection: Connection, outlets: Iterable[tuple[str, str | None, list[str]]]) -> None:
    """Write outlets, each with its owner and collections, all in France."""
    for outlet_id, owner, collections in outlets:
        connection.execute(
            "INSERT INTO outlet (outlet_id, owner, country, collections) VALUES (?, ?, 'FR', ?)",
            [outlet_id, owner, collections],
        )


def event_id(number: int) -> str:
    return uuid(1_000_000 + number)
