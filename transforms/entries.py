"""Feed items to entries: ids, clean texts, and dates that can be true."""

from collections.abc import Iterable
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
from transforms.article.dates import parse_date
from transforms.language.tags import well_formed
from transforms.text import clean_html, clean_line
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


def entries_of(feed: Feed, items: Iterable[RawItem], language: str | None, now: datetime) -> list[Entry]:
    """Return one entry for each item, except items whose id came before in the same feed.

    `language` is what the feed declares; it counts where the catalog says nothing and it is a language tag.
    """
    entries: dict[str, Entry] = {}
    language = feed.language or well_formed(language)
    for item in items:
        entry = _entry(feed, item, language, now)
        entries.setdefault(entry.entry_id, entry)
    return list(entries.values())


def _entry(feed: Feed, item: RawItem, language: str | None, now: datetime) -> Entry:
    title, link = clean_html(item.title, MAX_TITLE_CHARS), clean_line(item.link, MAX_URL_CHARS)
    # In a sitemap, the last change of a page says little about when it was published.
    updated_raw = None if feed.kind is FeedKind.SITEMAP else item.updated_raw
    raw = clean_line(item.published_raw or updated_raw, MAX_WRITTEN_DATE_CHARS) or None
    return Entry(
        feed_id=feed.feed_id,
        entry_id=clean_line(item.item_id, MAX_ENTRY_ID_CHARS)
        or link
        or digest_id(title, item.summary[:500].encode("utf-8", "replace").hex()),
        outlet_id=feed.outlet_id,
        url=link,
        article_url=normalise_url(unwrapped(link)) if link else None,
        title=title,
        summary=clean_html(item.summary),
        authors=tuple(clean_line(name, MAX_NAME_CHARS) for name in item.authors[:MAX_ENTRY_AUTHORS]),
        language=language,
        published_raw=raw,
        published_at=parse_date(raw, now, language),
        updated_at=parse_date(clean_line(item.updated_raw, MAX_WRITTEN_DATE_CHARS), now, language),
        first_seen_at=now,
        last_seen_at=now,
    )
