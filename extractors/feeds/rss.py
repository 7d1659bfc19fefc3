"""Feed bytes to entries: RSS 0.9x to 2.0, RDF and Atom, as broken as they come."""

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from typing import Any
from urllib.parse import urljoin

import feedparser

MAX_ENTRIES = 2_000
_CHARACTER_REFERENCE = re.compile(rb"&#(x[0-9a-f]{1,9}|[0-9]{1,9});?", re.IGNORECASE)
_PERIODS_S = {
    "hourly": 3_600.0, "daily": 86_400.0, "weekly": 604_800.0, "monthly": 2_592_000.0, "yearly": 31_536_000.0,
}  # fmt: skip
_MAX_HINT_S = 31_536_000.0
_LONG = 7
_ENTRY_BEGINS = re.compile(rb"<(?:item|entry)[\s>]")
_ENTRY_ENDS = re.compile(rb"</(?:item|entry)\s*>")
_ROOT_ENDS = re.compile(rb"</(?:rss|feed|rdf:RDF)\s*>", re.IGNORECASE)
_TAIL_BYTES = 4_000
_SURROGATES = (0xD800, 0xDFFF)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    """One item as the feed gave it: `link` absolute or empty, dates raw, texts may hold HTML."""

    item_id: str
    link: str
    title: str
    summary: str
    authors: tuple[str, ...]
    published_raw: str | None
    updated_raw: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFeed:
    """What a feed's bytes held; `format` is feedparser's name of it, empty where it is no feed.

    `hint_s` is the interval between polls that it asks for, by `ttl` or the syndication module's
    updatePeriod; `children` are the sitemaps that a sitemap index leads to, newest first.
    """

    format: str
    language: str | None
    items: tuple[FeedItem, ...]
    title: str = ""
    hint_s: float | None = None
    children: tuple[str, ...] = ()


def parse_feed(body: bytes, url: str, headers: Mapping[str, str]) -> ParsedFeed:
    """Return the entries of a feed; never raises for bad bytes, which give what could be read of them.

    `headers` are the response's, for the charset. A truncated feed still gives its complete entries.
    """
    body = _bounded(body)
    lowered = {key.lower(): value for key, value in headers.items() if key.lower() == "content-type"}
    try:
        parsed = _parsed(body, {**lowered, "content-location": url})
    except Exception:  # noqa: BLE001 - feedparser lets whatever its parsers meet through
        try:
            parsed = _parsed(_mended(body), {"content-location": url})
        except Exception:  # noqa: BLE001
            return ParsedFeed(format="", language=None, items=())
    items = tuple(_item(entry, url) for entry in parsed.entries[:MAX_ENTRIES])
    return ParsedFeed(
        format=parsed.get("version", ""),
        language=parsed.feed.get("language") or None,
        items=items,
        title=str(parsed.feed.get("title") or ""),
        hint_s=_hint_s(parsed.feed),
    )


def _hint_s(feed: Any) -> float | None:
    ttl, period = str(feed.get("ttl") or "").strip(), str(feed.get("sy_updateperiod") or "").strip().lower()
    if ttl.isascii() and ttl.isdigit():
        return min(float(ttl) * 60, _MAX_HINT_S) or None
    if period not in _PERIODS_S:
        return None
    frequency = str(feed.get("sy_updatefrequency") or "1").strip()
    times = int(frequency) if frequency.isascii() and frequency.isdigit() and len(frequency) < _LONG else 1
    return _PERIODS_S[period] / max(times, 1)


def _bounded(body: bytes) -> bytes:
    """Return the body with the entries that count, and no half one at its end.

    feedparser takes minutes over a hundred thousand entries, and makes an entry of what a cut left over.
    """
    beginnings = (found.start() for found in _ENTRY_BEGINS.finditer(body))
    excess = next(islice(beginnings, MAX_ENTRIES, None), None)
    ends = [found.end() for found in _ENTRY_ENDS.finditer(body, 0, excess or len(body))]
    if not ends:
        return body
    if excess is not None:
        last = max(body.rfind(b"</item>"), body.rfind(b"</entry>"))
        return body[: ends[-1]] + body[last:].partition(b">")[2]
    return body if _ROOT_ENDS.search(body, max(ends[-1], len(body) - _TAIL_BYTES)) else body[: ends[-1]]


def _parsed(body: bytes, headers: dict[str, str]) -> Any:
    return feedparser.parse(
        BytesIO(body), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
    )


def _mended(body: bytes) -> bytes:
    """Return the body without what feedparser stumbles over: NULs, and references to no character."""
    return _CHARACTER_REFERENCE.sub(_only_real, body.replace(b"\x00", b""))


def _only_real(found: re.Match[bytes]) -> bytes:
    digits = found[1].lower()
    code = int(digits[1:], 16) if digits.startswith(b"x") else int(digits)
    return found[0] if 0 < code <= sys.maxunicode and not _SURROGATES[0] <= code <= _SURROGATES[1] else b""


def _item(entry: Any, feed_url: str) -> FeedItem:
    link = str(entry.get("link") or "").strip()
    try:
        link = urljoin(feed_url, link) if link else ""
    except ValueError:
        link = ""
    authors = [str(author.get("name") or "") for author in entry.get("authors", []) if author]
    return FeedItem(
        item_id=str(entry.get("id") or ""),
        link=link,
        title=str(entry.get("title") or ""),
        summary=str(entry.get("summary") or ""),
        authors=tuple(name for name in authors if name),
        published_raw=_text(entry.get("published")) or _text(entry.get("created")),
        updated_raw=_text(entry.get("updated")) if "updated" in entry else None,
    )


def _text(value: Any) -> str | None:
    return str(value).strip() or None if value else None
