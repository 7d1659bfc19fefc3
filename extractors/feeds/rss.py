"""Bytes of RSS 0.9x to 2.0, RDF and Atom to entries, including broken ones."""

import re
import sys
from collections.abc import Mapping
from io import BytesIO
from itertools import islice
from typing import Any
from urllib.parse import urljoin

import feedparser

from extractors.charsets.documents import utf8_feed
from extractors.feeds.items import FeedItem, ParsedFeed
from model.limits import (
    HTML_FACTOR,
    MAX_ENTRY_AUTHORS,
    MAX_ENTRY_ID_CHARS,
    MAX_FAULT_CHARS,
    MAX_FEED_ENTRIES,
    MAX_LANGUAGE_TAG_CHARS,
    MAX_NAME_CHARS,
    MAX_SUMMARY_CHARS,
    MAX_TITLE_CHARS,
    MAX_URL_CHARS,
    MAX_WRITTEN_DATE_CHARS,
)

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
# So that feedparser guesses nothing.
_XML_IN_UTF8 = "application/xml; charset=utf-8"
_SURROGATES = (0xD800, 0xDFFF)


def parse_feed(body: bytes, url: str, headers: Mapping[str, str]) -> ParsedFeed:
    """Return the entries of a feed; bad bytes never raise, but give the entries that could be read.

    `headers` are the response's, for the charset. A truncated feed still gives its complete entries.
    """
    content_type = next((value for key, value in headers.items() if key.lower() == "content-type"), None)
    body = _bounded(utf8_feed(body, content_type))
    try:
        parsed = _parsed(body, url)
    except Exception:  # noqa: BLE001 - feedparser passes on any exception of its parsers
        try:
            parsed = _parsed(_repaired(body), url)
        except Exception as error:  # noqa: BLE001 - as above
            return ParsedFeed(format="", language=None, items=(), fault=_fault(error))
    items = tuple(_item(entry, url) for entry in parsed.entries[:MAX_FEED_ENTRIES])
    return ParsedFeed(
        format=parsed.get("version", ""),
        language=_cut(parsed.feed.get("language"), MAX_LANGUAGE_TAG_CHARS).strip() or None,
        items=items,
        title=_cut(parsed.feed.get("title"), MAX_TITLE_CHARS),
        hint_s=_hint_s(parsed.feed),
        fault=_fault(parsed.get("bozo_exception")),
    )


def _fault(error: Exception | None) -> str:
    """Return an error in one line: its kind, and what it says."""
    text = " ".join(str(error)[: HTML_FACTOR * MAX_FAULT_CHARS].split())[:MAX_FAULT_CHARS]
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
    """Return the body with its first MAX_FEED_ENTRIES entries, and without an incomplete one at its end.

    feedparser takes minutes over a hundred thousand entries, and makes an entry of an incomplete one.
    """
    beginnings = (match.start() for match in _ENTRY_BEGINS.finditer(body))
    excess = next(islice(beginnings, MAX_FEED_ENTRIES, None), None)
    ends = [match.end() for match in _ENTRY_ENDS.finditer(body, 0, excess or len(body))]
    if not ends:
        return body
    if excess is not None:
        last = max(body.rfind(b"</item>"), body.rfind(b"</entry>"))
        return body[: ends[-1]] + body[last:].partition(b">")[2]
    return body if _ROOT_ENDS.search(body, max(ends[-1], len(body) - _TAIL_BYTES)) else body[: ends[-1]]


def _parsed(body: bytes, url: str) -> Any:
    headers = {"content-type": _XML_IN_UTF8, "content-location": url}
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
    authors = (_cut(author.get("name"), MAX_NAME_CHARS) for author in entry.get("authors", []) if author)
    return FeedItem(
        item_id=_cut(entry.get("id"), MAX_ENTRY_ID_CHARS),
        link=_absolute(feed_url, str(entry.get("link") or "").strip()),
        title=_cut(entry.get("title"), MAX_TITLE_CHARS),
        summary=_cut(entry.get("summary"), MAX_SUMMARY_CHARS),
        authors=tuple(islice(filter(None, authors), MAX_ENTRY_AUTHORS)),
        published_raw=_date(entry.get("published")) or _date(entry.get("created")),
        updated_raw=_date(entry.get("updated")) if "updated" in entry else None,
    )


def _absolute(feed_url: str, link: str) -> str:
    try:
        link = urljoin(feed_url, link) if 0 < len(link) <= MAX_URL_CHARS else ""
    except ValueError:
        return ""
    return link if len(link) <= MAX_URL_CHARS else ""


def _cut(value: Any, char_count: int) -> str:
    """Return the beginning of a text: enough for `char_count` characters when it is cleaned."""
    return str(value or "")[: HTML_FACTOR * char_count]


def _date(value: Any) -> str | None:
    return _cut(value, MAX_WRITTEN_DATE_CHARS).strip() or None
