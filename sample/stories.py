"""Read what the sample is made from: outlets, stories, and the pages that are not articles."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """An outlet as its pages show it; `declared` is the language they claim to be in."""

    id: str
    name: str
    homepage: str
    feed: str
    language: str
    declared: str
    style: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One article as its author filed it."""

    site: Site
    slug: str
    event: str
    published: datetime
    title: str
    authors: tuple[str, ...]
    section: str
    paragraphs: tuple[str, ...]
    copy_of: str | None

    @property
    def key(self) -> str:
        """How other stories refer to this one: outlet and slug."""
        return f"{self.site.id}/{self.slug}"

    @property
    def url(self) -> str:
        """The address of the page."""
        return f"{self.site.homepage}/{self.published:%Y/%m/%d}/{self.slug}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Extra:
    """A page that is not an article, though a feed may link to it."""

    site: Site
    kind: str
    path: str
    published: datetime | None
    title: str | None
    lines: tuple[str, ...]
    status: int

    @property
    def url(self) -> str:
        """The address of the page."""
        return self.site.homepage + self.path


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Everything the sample is made from; `tracked` names stories feeds link to with a tracking query."""

    sites: Mapping[str, Site]
    stories: tuple[Story, ...]
    extras: tuple[Extra, ...]
    tracked: frozenset[str]
    phrases: Mapping[str, Mapping[str, str]]


def read_material(folder: Path) -> Material:
    """Read `outlets.toml`, `extras.toml`, `phrases.toml` and the stories of a folder."""
    extras = _toml(folder / "extras.toml")
    sites = _sites(_toml(folder / "outlets.toml")["outlet"], extras["wrongly_declared"])
    return Material(
        sites=sites,
        stories=tuple(_stories(folder / "stories", sites)),
        extras=tuple(_extra(row, sites) for row in extras["page"]),
        tracked=frozenset(extras["tracked"]),
        phrases=_toml(folder / "phrases.toml"),
    )


def _toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _sites(rows: list[dict[str, Any]], wrongly: Mapping[str, str]) -> dict[str, Site]:
    return {row["id"]: _site(row, wrongly, place) for place, row in enumerate(rows)}


def _site(row: Mapping[str, Any], wrongly: Mapping[str, str], place: int) -> Site:
    language = row["languages"][0]
    return Site(
        id=row["id"],
        name=row["name"],
        homepage=row["homepage"],
        feed=row["feeds"][0],
        language=language,
        declared=wrongly.get(row["id"], language),
        style=place,
    )


def _stories(folder: Path, sites: Mapping[str, Site]) -> list[Story]:
    files = [_toml(path) for path in sorted(folder.glob("*.toml"))]
    return [_story(row, file["event"], sites) for file in files for row in file["article"]]


def _story(row: Mapping[str, Any], event: str, sites: Mapping[str, Site]) -> Story:
    return Story(
        site=sites[row["outlet"]],
        slug=row["slug"],
        event=event,
        published=row["published"].astimezone(UTC),
        title=row["title"].strip(),
        authors=tuple(row["authors"]),
        section=row["section"],
        paragraphs=_paragraphs(row),
        copy_of=row.get("copy_of"),
    )


def _paragraphs(row: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the text with its agency credit: before the first paragraph, or after the last for odd slugs."""
    texts = [" ".join(part.split()) for part in row["text"].split("\n\n") if part.strip()]
    if agency := row.get("agency"):
        odd = len(row["slug"]) % 2
        place = -1 if odd else 0
        texts[place] = f"{texts[place]} ({agency})" if odd else f"({agency}) {texts[place]}"
    return tuple(texts)


def _extra(row: Mapping[str, Any], sites: Mapping[str, Site]) -> Extra:
    published = row.get("published")
    return Extra(
        site=sites[row["outlet"]],
        kind=row["kind"],
        path=row["path"],
        published=published.astimezone(UTC) if published else None,
        title=row.get("title"),
        lines=tuple(row.get("lines", ())),
        status=row.get("status", 200),
    )
