"""Feed items to entries: ids, clean texts, and dates that can be true."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from model import Entry, Feed, FeedKind
from transforms.article.dates import parse_date
from transforms.text import clean_html, clean_line
from transforms.urls import digest_id, normalise_url


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
    """Return one entry for each item, except items whose id came before in the same feed."""
    entries: dict[str, Entry] = {}
    for item in items:
        entry = _entry(feed, item, language, now)
        entries.setdefault(entry.entry_id, entry)
    return list(entries.values())


def _entry(feed: Feed, item: RawItem, language: str | None, now: datetime) -> Entry:
    title, link = clean_html(item.title, 1_000), clean_line(item.link, 4_000)
    # In a sitemap, the last change of a page says little about when it was published.
    updated_raw = None if feed.kind is FeedKind.SITEMAP else item.updated_raw
    raw = clean_line(item.published_raw or updated_raw, 200) or None
    language = feed.language or language
    return Entry(
        feed_id=feed.feed_id,
        entry_id=clean_line(item.item_id, 500)
        or link
        or digest_id(title, item.summary[:500].encode("utf-8", "replace").hex()),
        outlet_id=feed.outlet_id,
        url=link,
        article_url=normalise_url(link) if link else None,
        title=title,
        summary=clean_html(item.summary),
        authors=tuple(clean_line(name, 200) for name in item.authors),
        language=language,
        published_raw=raw,
        published_at=parse_date(raw, now, language),
        updated_at=parse_date(clean_line(item.updated_raw, 200), now, language),
        first_seen_at=now,
        last_seen_at=now,
    )
