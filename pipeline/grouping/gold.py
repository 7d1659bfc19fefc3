"""Articles whose events are known: the rows on which grouping is trained and scored."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.grouping.json_lines import Line, parsed, read_lines, require_none
from transforms.article.credits import credited_agency
from transforms.copies.shingles import shingle, text_hash
from transforms.copies.syndication import Document, find_copies
from transforms.embedding.embedder import Embedder, text_to_embed
from transforms.events.centring import language_means, moved_sums
from transforms.events.features import features_of, in_columns
from transforms.events.nearest import DENSITY_COUNT, whole
from transforms.events.originals import Originals
from transforms.language.calling import call_language
from transforms.text import clean_line, clean_text
from warehouse.steps.event_groups import as_stored

_NEEDED = ("id", "published_at", "event")
_CONTENT = ("title", "text")


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldText:
    """One text, and what grouping needs to compare it with others."""

    article_id: str
    title: str
    text: str
    language: str
    published_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldArticle(GoldText):
    """One article, and the event that a person says it reports."""

    outlet: str
    event: str


def read_gold(path: Path) -> list[GoldArticle]:
    """Return the rows of a JSON-lines file (id, title, text, language, published_at, outlet, event).

    A row needs a title or a text. Raises ConfigurationError that lists the wrong lines, also where there are
    no rows.
    """
    return gold_articles(path, read_lines(path))


def gold_articles(path: Path, lines: Sequence[Line]) -> list[GoldArticle]:
    """Return the rows of lines that were read from `path`; raises what `read_gold` raises."""
    problems: list[str] = []
    rows = parsed(lines, _row, problems)
    counts = Counter(row.article_id for row in rows)
    problems += [f"{path}: the id {one!r} is there twice." for one, count in counts.items() if count > 1]
    if not rows and not problems:
        problems.append(
            f"{path} holds no rows: give one JSON object on each line with {', '.join(_NEEDED)}, title or "
            "text."
        )
    require_none(problems)
    return rows


def _row(fields: dict[str, Any]) -> GoldArticle:
    missing = [name for name in _NEEDED if fields.get(name) in (None, "")]
    if not any(fields.get(name) for name in _CONTENT):
        missing.append(" or ".join(_CONTENT))
    if missing:
        raise ValueError(f"{', '.join(missing)} missing")
    title, text = content_of(fields)
    return GoldArticle(
        article_id=str(fields["id"]),
        title=title,
        text=text,
        language=str(fields.get("language") or "") or call_language(title, text).tag,
        published_at=moment_of(fields["published_at"]),
        outlet=str(fields.get("outlet") or ""),
        event=str(fields["event"]),
    )


def content_of(fields: Mapping[str, Any]) -> tuple[str, str]:
    """Return title and text of a row, cleaned; either may be empty."""
    return clean_line(str(fields.get("title") or "")), clean_text(str(fields.get("text") or ""))


def moment_of(raw: object) -> datetime:
    """Return an ISO 8601 date or time, in UTC where it has no offset; raises ValueError for others."""
    moment = datetime.fromisoformat(str(raw))
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def originals_of(rows: Sequence[GoldArticle]) -> dict[str, str]:
    """Return the original of every article, as production finds copies; for most it is the article itself."""
    return originals_and_apart(rows)[0]


def originals_and_apart(rows: Sequence[GoldArticle]) -> tuple[dict[str, str], Sequence[tuple[str, str]]]:
    """Return the original of every article, and the pairs of originals that are in no event together."""
    documents = [
        Document(
            article_id=row.article_id,
            published_at=row.published_at,
            shingles=shingle(row.text or row.title),
            text_hash=text_hash(row.text or row.title),
            title_hash=text_hash(row.title),
            outlet_id=row.outlet,
            is_credited=credited_agency(row.text) is not None,
            text=row.text,
        )
        for row in rows
    ]
    copies = find_copies(documents, [])
    members = copies.members
    first = {member.group_id: member.article_id for member in members if member.relation == "original"}
    return {member.article_id: first[member.group_id] for member in members}, copies.apart


def compared(rows: Sequence[GoldText], embedder: Embedder) -> Originals:
    """Return what grouping compares of articles: vectors, languages, times and features."""
    raw = as_stored(embedder.embed([text_to_embed(row.title, row.text) for row in rows]))
    languages = [row.language for row in rows]
    means = language_means(embedder.name, moved_sums({}, languages, raw))
    return Originals(
        article_ids=[row.article_id for row in rows],
        published_s=np.array([row.published_at.timestamp() for row in rows]),
        vectors=whole(means.centre(raw, languages)),
        languages=languages,
        features=in_columns(features_of(row.title, row.text, row.language) for row in rows),
        event_ids=[None] * len(rows),
        products=np.zeros((len(rows), DENSITY_COUNT), dtype=np.int32),
        is_compared=np.zeros(len(rows), dtype=np.bool_),
    )
