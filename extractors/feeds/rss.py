"""Bytes of RSS 0.9x to 2.0, RDF and Atom to entries, including broken ones."""

import re
import sys
from datetime import datetime
from io import BytesIO
from itertools import islice
from typing import Any

import feedparser

from extractors.charsets.documents import utf8_feed
from extractors.feeds.elements import OTHER_SUMMARIES, hear_more
from extractors.feeds.items import FeedItem, ParsedFeed
from extractors.feeds.links import Base, is_web, page_link
from extractors.feeds.newest import newest_entries, newest_of, newest_places
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
_RDF = frozenset(("rss090", "rss10"))
_MEDIA = ("image/", "audio/", "video/")

hear_more()


def parse_feed(body: bytes, url: str, content_type: str | None = None, domain: str = "") -> ParsedFeed:
    """Return the entries of a feed; bad bytes never raise, but give the entries that could be read.

    `content_type` is the response's, for the charset; `domain` is the outlet's, for links without a scheme. A
    truncated feed still gives its complete entries, one of more than MAX_FEED_ENTRIES the newest.
    """
    body, cut_count = _bounded(utf8_feed(body, content_type))
    try:
        parsed = _parsed(body, url)
    except Exception:  # noqa: BLE001 - feedparser passes on any exception of its parsers
        try:
            parsed = _parsed(_repaired(body), url)
        except Exception as error:  # noqa: BLE001 - as above
            return ParsedFeed(format="", language=None, items=(), fault=_fault(error))
    base = _base(parsed, url, domain)
    entries = parsed.entries
    if len(entries) > MAX_FEED_ENTRIES:
        places = newest_places([_moment(entry) for entry in entries], MAX_FEED_ENTRIES)
        entries, cut_count = [entries[place] for place in places], len(entries) - MAX_FEED_ENTRIES
    return ParsedFeed(
        format=parsed.get("version", ""),
        language=_cut(parsed.feed.get("language"), MAX_LANGUAGE_TAG_CHARS).strip() or None,
        items=tuple(_item(entry, parsed, base) for entry in entries),
        cut_count=cut_count,
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


def _bounded(body: bytes) -> tuple[bytes, int]:
    """Return the body without an incomplete entry at its end and with at most its newest MAX_FEED_ENTRIES.

    feedparser takes minutes over a hundred thousand entries, and makes an entry of an incomplete one. The
    number is that of the entries left out.
    """
    ends = [match.end() for match in _ENTRY_ENDS.finditer(body)]
    if not ends:
        return body, 0
    last = ends[-1]
    if not _ROOT_ENDS.search(body, max(last, len(body) - _TAIL_BYTES)):
        body = body[:last]
    beginnings = [match.start() for match in _ENTRY_BEGINS.finditer(body, 0, last)]
    excess_count = len(beginnings) - MAX_FEED_ENTRIES
    if excess_count <= 0:
        return body, 0
    return newest_entries(body, beginnings, last, MAX_FEED_ENTRIES), excess_count


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


def _base(parsed: Any, url: str, domain: str) -> Base:
    """Return what the links of a feed are relative to."""
    if parsed.get("version", "").startswith("atom"):
        return Base(url, domain=domain)
    own = Base(url)
    page = page_link(parsed.feed.get("links", []), None, own) or own.absolute(
        str(parsed.feed.get("link") or "")
    )
    return Base(url, page, domain)


def _link(entry: Any, parsed: Any, base: Base) -> str:
    """Return the page of an entry: its link, where its content is, or an id that is a URL."""
    language = (entry.get("title_detail") or {}).get("language") or parsed.feed.get("language")
    return (
        page_link(entry.get("links", []), language, base)
        or _content_link(entry, base)
        or base.absolute(_permalink(entry, parsed.get("version", "")))
    )


def _content_link(entry: Any, base: Base) -> str:
    """Return where the content of an Atom entry is, if not in the feed (RFC 4287, 4.1.3.2)."""
    for content in entry.get("content", []):
        if content.get("src") and not str(content.get("type") or "").startswith(_MEDIA):
            within = content.get("base") or base.url
            return (base if within == base.url else Base(within)).absolute(str(content["src"]))
    return ""


def _permalink(entry: Any, version: str) -> str:
    """Return an id that is a URL of the entry: a permalink, or in RSS 0.9 and 1.0 its rdf:about."""
    about = str(entry.get("id") or "") if version in _RDF else ""
    return str(entry.get("permalink") or "") or (about if is_web(about) else "")


def _moment(entry: Any) -> datetime:
    return newest_of(_date(entry.get(name)) for name in ("published", "created", "updated") if name in entry)


def _summary(entry: Any) -> Any:
    """Return an entry's own summary; what describes its pictures only where it has none."""
    return entry.get("summary") or next(filter(None, (entry.get(name) for name in OTHER_SUMMARIES)), "")


def _item(entry: Any, parsed: Any, base: Base) -> FeedItem:
    authors = (_cut(author.get("name"), MAX_NAME_CHARS) for author in entry.get("authors", []) if author)
    return FeedItem(
        item_id=_cut(entry.get("id"), MAX_ENTRY_ID_CHARS),
        link=_link(entry, parsed, base),
        title=_cut(entry.get("title"), MAX_TITLE_CHARS),
        summary=_cut(_summary(entry), MAX_SUMMARY_CHARS),
        authors=tuple(islice(filter(None, authors), MAX_ENTRY_AUTHORS)),
        published_raw=_date(entry.get("published")) or _date(entry.get("created")),
        updated_raw=_date(entry.get("updated")) if "updated" in entry else None,
    )


def _cut(value: Any, char_count: int) -> str:
    """Return the beginning of a text: enough for `char_count` characters when it is cleaned."""
    return str(value or "")[: HTML_FACTOR * char_count]


def _date(value: Any) -> str | None:
    return _cut(value, MAX_WRITTEN_DATE_CHARS).strip() or None
