"""A warehouse of texts whose vectors say which happening they report."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np

from model import Relation, SyndicationMember
from pipeline.settings import Settings, read_settings
from pipeline.steps.group_events import group_new_originals
from tests.made_once import begin_warehouse
from transforms.embedding.embedder import Vectors
from transforms.events.centring import MEASURED_MODEL, language_means
from warehouse import Connection, WarehousePaths, open_writer
from warehouse.database import publishing
from warehouse.steps import copy_groups
from warehouse.steps.tallying import tally

START = datetime(2026, 1, 6, tzinfo=UTC)
NOW = datetime(2026, 1, 20, tzinfo=UTC)
DIMENSION = 384
MODEL = f"{MEASURED_MODEL}happenings"


@dataclass(frozen=True, kw_only=True)
class RelatedText:
    """An original, or with `copy_of` a copy; number 1 has the id 00..01 and the URL https://a.example/1.

    Happenings of one `matter` are alike, but less than reports of one happening.
    """

    number: int
    happening: int = 0
    matter: int | None = None
    hour: float = 0
    language: str = "en"
    copy_of: int | None = None
    outlet: str = "a"
    title: str | None = None

    @property
    def article_id(self) -> str:
        return str(UUID(int=self.number))


def settings_in(data: Path) -> Settings:
    return read_settings({"PARALLAX_DATA": str(data)})


def paths_of(settings: Settings) -> WarehousePaths:
    return WarehousePaths(published=settings.published, writer=settings.writer)


def url_of(text: RelatedText) -> str:
    return f"https://{text.outlet}.example/{text.number}"


def relate_and_publish(settings: Settings, texts: Iterable[RelatedText], at: datetime = NOW) -> None:
    """Load texts as a run would, group them into events and publish."""
    with open_writer(begin_warehouse(paths_of(settings))) as connection:
        for text in texts:
            _insert(connection, text, at)
        group_new_originals(connection, MODEL, "run", at)
        tally(connection)
    publishing.publish(paths_of(settings))


def _insert(connection: Connection, text: RelatedText, at: datetime) -> None:
    published_at, url = START + timedelta(hours=text.hour), url_of(text)
    original = RelatedText(number=text.copy_of or text.number)
    connection.execute(
        "INSERT INTO article (article_id, outlet_id, url, title, authors, published_at, published_basis, "
        "fetched_at, language, language_confidence, char_count, extractor_version, run_id) "
        "VALUES (?, ?, ?, ?, [], ?, 'page', ?, ?, 1, 10, '1', 'run')",
        [
            *(text.article_id, text.outlet, url, text.title or f"Title {text.number}"),
            *(published_at, published_at, text.language),
        ],
    )
    for queue in ("unrelated", "untallied"):
        connection.execute(f"INSERT INTO {queue} VALUES (?)", [text.article_id])
    groups = [_member(original.article_id, None)]
    if text.copy_of:
        groups.append(_member(text.article_id, original.article_id))
    copy_groups.write_groups(connection, groups, "1", at)
    if text.copy_of is None:
        connection.execute(
            "INSERT INTO article_vector (article_id, published_at, language, embedder, vector) "
            "VALUES (?, ?, ?, ?, ?)",
            [text.article_id, published_at, text.language, MODEL, _vector(text).tolist()],
        )


def _member(article_id: str, copied_id: str | None) -> SyndicationMember:
    return SyndicationMember(
        group_id=copied_id or article_id,
        article_id=article_id,
        relation=Relation.EXACT if copied_id else Relation.ORIGINAL,
        similarity=1,
    )


def _vector(text: RelatedText) -> Vectors:
    """Return the mean of the language, moved in the direction of the happening and a little in one's own."""
    happening, own = (
        np.random.default_rng(seed).standard_normal(DIMENSION)
        for seed in (text.happening, 1_000 + text.number)
    )
    start = language_means(MODEL, {}).by_language[text.language]
    if text.matter is not None:
        matter = np.random.default_rng(2_000 + text.matter).standard_normal(DIMENSION)
        happening = 0.5 * happening + matter
    return np.asarray(start + 0.02 * happening + 0.007 * own, dtype=np.float32)


def rows(settings: Settings, query: str) -> list[tuple[Any, ...]]:
    with open_writer(paths_of(settings)) as connection:
        return connection.execute(query).fetchall()


def events(settings: Settings) -> set[frozenset[int]]:
    """Return the articles of each event, by their numbers."""
    groups = rows(settings, "SELECT list(article_id) FROM event_article GROUP BY event_id")
    return {frozenset(article.int for article in articles) for (articles,) in groups}
