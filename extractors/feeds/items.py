"""What a parsed feed or sitemap gives, whichever of the formats it was in."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    """One item as the feed gave it: `link` absolute or empty, dates raw, texts may hold HTML.

    `language` is what the item declares itself, where its format has that.

    Each is cut to a multiple of what is kept of it; a link that is too long is empty.
    """

    item_id: str
    link: str
    title: str
    summary: str
    authors: tuple[str, ...]
    published_raw: str | None
    updated_raw: str | None
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFeed:
    """What the bytes of a feed or sitemap held; `format` is empty where they are neither.

    `format` is feedparser's name of the format, or `json10`, `json11`, `news-sitemap`, `sitemap` or
    `sitemap-index`. `hint_s` is
    the interval between polls that the feed asks for, by `ttl` or the syndication module's updatePeriod.
    `children` are the sitemaps that a sitemap index leads to, newest first, and `child_dates` the date of
    each, None without one. `fault` is the parser's complaint about the bytes, in one line; empty where it had
    none. `cut_count` is how many items were left out, because there are more than are read.
    """

    format: str
    language: str | None
    items: tuple[FeedItem, ...]
    title: str = ""
    hint_s: float | None = None
    children: tuple[str, ...] = ()
    child_dates: tuple[datetime | None, ...] = ()
    fault: str = ""
    cut_count: int = 0
