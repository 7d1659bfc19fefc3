"""Bytes of RSS 0.9x to 2.0, RDF and Atom to entries, including broken ones."""

import re
import sys
from collections.abc import Mapping
from io import BytesIO
from itertools import islice
from typing import Any
from urllib.parse import urljoin

import feedparser

from extractors.feeds.items import MAX_ENTRIES, FeedItem, ParsedFeed

_CHARACTER_REFERENCE = re.compile(rb"&#(x[0-9a-f]{1,9}|[0-9]{1,9});?", re.IGNORECASE)
_PERIODS_S = {
    "hourly": 3_600.0, "daily": 86_400.0, "weekly": 604_800.0, "monthly": 2_592_000.0, "yearly": 31_536_000.0,
}  # fmt: skip
_MAX_HINT_S = 31_536_000.0
_LONG = 7
_MAX_FAULT_CHARS = 200
_ENTRY_BEGINS = re.compile(rb"<(?:item|entry)[\s>]")
_ENTRY_ENDS = re.compile(rb"</(?:item|entry)\s*>")
_ROOT_ENDS = re.compile(rb"</(?:rss|feed|rdf:RDF)\s*>", re.IGNORECASE)
_TAIL_BYTES = 4_000
_SURROGATES = (0xD800, 0xDFFF)


def parse_feed(body: bytes, url: str, headers: Mapping[str, str]) -> ParsedFeed:
    """Return the entries of a feed; bad bytes never raise, but give the entries that could be read.

    `headers` are the response's, for the charset. A truncated feed still gives its complete entries.
    """
    body = _bounded(body)
    lowered = {key.lower(): value for key, value in headers.items() if key.lower() == "content-type"}
    try:
        parsed = _parsed(body, {**lowered, "content-location": url})
    except Exception:  # noqa: BLE001 - feedparser passes on any exception of its parsers
        try:
            parsed = _parsed(_repaired(body), {"content-location": url})
        except Exception as error:  # noqa: BLE001 - as above
            return ParsedFeed(format="", language=None, items=(), fault=_fault(error))
    items = tuple(_item(entry, url) for entry in parsed.entries[:MAX_ENTRIES])
    return ParsedFeed(
        format=parsed.get("version", ""),
        language=parsed.feed.get("language") or None,
        items=items,
        title=str(parsed.feed.get("title") or ""),
        hint_s=_hint_s(parsed.feed),
        fault=_fault(parsed.get("bozo_exception")),
    )


def _fault(error: Exception | None) -> str:
    """Return an error in one line: its kind, and what it says."""
    text = " ".join(str(error).split())[:_MAX_FAULT_CHARS]
    return "" if error is None else f"{type(error).__name__}: {text}" if text else type(error).__name__


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
    """Return the body with its first MAX_ENTRIES entries, and without an incomplete one at its end.

    feedparser takes minutes over a hundred thousand entries, and makes an entry of an incomplete one.
    """
    beginnings = (match.start() for match in _ENTRY_BEGINS.finditer(body))
    excess = next(islice(beginnings, MAX_ENTRIES, None), None)
    ends = [match.end() for match in _ENTRY_ENDS.finditer(body, 0, excess or len(body))]
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


def _repaired(body: bytes) -> bytes:
    """Return the body without what feedparser fails on: NULs, and references to no character."""
    return _CHARACTER_REFERENCE.sub(_only_real, body.replace(b"\x00", b""))


def _only_real(match: re.Match[bytes]) -> bytes:
    digits = match[1].lower()
    code = int(digits[1:], 16) if digits.startswith(b"x") else int(digits)
    return match[0] if 0 < code <= sys.maxunicode and not _SURROGATES[0] <= code <= _SURROGATES[1] else b""


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
