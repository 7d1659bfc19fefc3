"""What a parsed feed or sitemap gives, whichever of the formats it was in."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    """One item as the feed gave it: `link` absolute or empty, dates raw, texts may hold HTML.

    Each is cut to a multiple of what is kept of it; a link that is too long is empty.
    """

    item_id: str
    link: str
    title: str
    summary: str
    authors: tuple[str, ...]
    published_raw: str | None
    updated_raw: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFeed:
    """What the bytes of a feed or sitemap held; `format` is empty where they are neither.

    `format` is feedparser's name of the format, or `news-sitemap`, `sitemap` or `sitemap-index`. `hint_s` is
    the interval between polls that the feed asks for, by `ttl` or the syndication module's updatePeriod.
    `children` are the sitemaps that a sitemap index leads to, newest first. `fault` is the parser's
    complaint about the bytes, in one line; empty where it had none.
    """

    format: str
    language: str | None
    items: tuple[FeedItem, ...]
    title: str = ""
    hint_s: float | None = None
    children: tuple[str, ...] = ()
    fault: str = ""
