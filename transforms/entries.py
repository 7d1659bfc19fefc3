"""Feed items to entries: ids, clean texts, and dates that can be true."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from model import Entry, Feed, FeedKind
from model.limits import (
    MAX_ENTRY_AUTHORS,
    MAX_ENTRY_ID_CHARS,
    MAX_NAME_CHARS,
    MAX_TITLE_CHARS,
    MAX_URL_CHARS,
    MAX_WRITTEN_DATE_CHARS,
)
from transforms.dates.origin import Origin
from transforms.dates.reading import parse_date
from transforms.language.tags import well_formed
from transforms.text import clean_html, clean_key, clean_line
from transforms.urls import digest_id, normalise_url
from transforms.wrapped import unwrapped


class RawItem(Protocol):
    """One item as a feed parser returns it."""

    @property
    def item_id(self) -> str: ...  # noqa: D102
    @property
    def link(self) -> str: ...  # noqa: D102
    @property
    def title(self) -> str: ...  # noqa: D102
    @property
    def summary(self) -> str: ...  # noqa: D102
    @property
    def authors(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def published_raw(self) -> str | None: ...  # noqa: D102
    @property
    def updated_raw(self) -> str | None: ...  # noqa: D102
    @property
    def language(self) -> str | None: ...  # noqa: D102


def entries_of(feed: Feed, items: Iterable[RawItem], language: str | None, now: datetime) -> list[Entry]:
    """Return one entry for each item, except items whose id and page came before in the same feed.

    Ids are to be unique (RSS 2.0; RFC 4287, 4.1.1), but some feeds give one to all of their items: an id that
    several pages share identifies none of them, and each has its link for an id, or what it says.
    `language` is what the feed declares, and each item may declare its own; they count where the catalog says
    nothing and they are language tags.
    """
    declared = well_formed(language)
    origin = Origin.of(feed.language, declared, country=feed.country)
    entries = [
        _entry(feed, item, feed.language or well_formed(item.language) or declared, origin, now)
        for item in items
    ]
    first: dict[str, Entry] = {}
    for entry in _told_apart(entries):
        first.setdefault(entry.entry_id, entry)
    return list(first.values())


def _told_apart(entries: list[Entry]) -> Iterator[Entry]:
    """Yield the entries, those with an id that several pages share under an id of their own."""
    pages: defaultdict[str, set[str]] = defaultdict(set)
    for entry in entries:
        pages[entry.entry_id].add(_page_of(entry))
    for entry in entries:
        is_shared = len(pages[entry.entry_id]) > 1
        yield replace(entry, entry_id=_page_of(entry)) if is_shared else entry


def _page_of(entry: Entry) -> str:
    """Return what tells an entry from others of its feed, whatever its id: its page, or its own words."""
    return entry.article_url or entry.url or _digest(entry.title, entry.summary)


def _digest(title: str, summary: str) -> str:
    return digest_id(title, summary[:500].encode("utf-8", "replace").hex())


def _entry(feed: Feed, item: RawItem, language: str | None, origin: Origin, now: datetime) -> Entry:
    title, link = clean_html(item.title, MAX_TITLE_CHARS), clean_key(item.link, MAX_URL_CHARS)
    # In a sitemap, the last change of a page says little about when it was published.
    updated_raw = None if feed.kind is FeedKind.SITEMAP else item.updated_raw
    raw = clean_line(item.published_raw or updated_raw, MAX_WRITTEN_DATE_CHARS) or None
    return Entry(
        feed_id=feed.feed_id,
        entry_id=clean_key(item.item_id, MAX_ENTRY_ID_CHARS) or link or _digest(title, item.summary),
        outlet_id=feed.outlet_id,
        url=link,
        article_url=normalise_url(unwrapped(link)) if link else None,
        title=title,
        summary=clean_html(item.summary),
        authors=tuple(clean_line(name, MAX_NAME_CHARS) for name in item.authors[:MAX_ENTRY_AUTHORS]),
        language=language,
        country=feed.country,
        published_raw=raw,
        published_at=parse_date(raw, now, origin),
        updated_at=parse_date(clean_line(item.updated_raw, MAX_WRITTEN_DATE_CHARS), now, origin),
        first_seen_at=now,
        last_seen_at=now,
    )
