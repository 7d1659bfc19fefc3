"""Bytes of JSON Feed 1 and 1.1 (jsonfeed.org) to entries."""

import html
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import islice
from typing import Any

from extractors.feeds.items import FeedItem, ParsedFeed
from extractors.feeds.links import Base, is_web
from extractors.feeds.newest import newest_of, newest_places
from model.limits import (
    HTML_FACTOR,
    MAX_ENTRY_AUTHORS,
    MAX_ENTRY_ID_CHARS,
    MAX_FEED_BYTES,
    MAX_FEED_ENTRIES,
    MAX_LANGUAGE_TAG_CHARS,
    MAX_NAME_CHARS,
    MAX_SUMMARY_CHARS,
    MAX_TITLE_CHARS,
    MAX_WRITTEN_DATE_CHARS,
)

_BOM = b"\xef\xbb\xbf"
_VERSION = "jsonfeed.org/version/1"
# A feed that says that it has ended is asked as seldom as any.
_EXPIRED_HINT_S = 31_536_000.0
_Object = Mapping[str, Any]


def is_json(body: bytes) -> bool:
    """Say whether a body begins like a JSON object; costs next to nothing."""
    return body[:1_024].removeprefix(_BOM).lstrip()[:1] == b"{"


def parse_json_feed(body: bytes, url: str, domain: str = "") -> ParsedFeed:
    """Return the entries of a JSON Feed, of more than MAX_FEED_ENTRIES the newest; bad bytes never raise.

    `format` is "json10" or "json11", empty where the body is no JSON Feed. The page of an item is its `url`;
    where it has none, the `external_url` that it is about, or an id that is a URL. `next_url`, which leads to
    older items, is not followed. `domain` is the outlet's, for links without a scheme.
    """
    try:
        feed = json.loads(body[:MAX_FEED_BYTES].decode("utf-8-sig", "replace"), strict=False)
    except (ValueError, RecursionError) as error:
        return ParsedFeed(format="", language=None, items=(), fault=f"{type(error).__name__}: {error}"[:200])
    feed_format = _format(feed)
    if not feed_format:
        return ParsedFeed(format="", language=None, items=(), fault="JSON, but no JSON Feed")
    items = [item for item in _list(feed.get("items")) if isinstance(item, dict)]
    dates = [_moment(item) for item in items] if len(items) > MAX_FEED_ENTRIES else []
    kept = (items[place] for place in newest_places(dates, MAX_FEED_ENTRIES)) if dates else items
    base = Base(url, Base(url).absolute(_text(feed.get("home_page_url"))), domain)
    return ParsedFeed(
        format=feed_format,
        language=_text(feed.get("language"))[:MAX_LANGUAGE_TAG_CHARS].strip() or None,
        items=tuple(_item(item, feed, base) for item in kept),
        title=_plain(feed.get("title"), MAX_TITLE_CHARS),
        hint_s=_EXPIRED_HINT_S if feed.get("expired") is True else None,
        cut_count=max(len(items) - MAX_FEED_ENTRIES, 0),
    )


def _format(feed: Any) -> str:
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        return ""
    version = _text(feed.get("version"))[:100]
    if _VERSION not in version:
        return ""
    return "json10" if version.rstrip("/").endswith(_VERSION) else "json11"


def _item(item: _Object, feed: _Object, base: Base) -> FeedItem:
    written_id = _text(item.get("id"))[: HTML_FACTOR * MAX_ENTRY_ID_CHARS]
    names = tuple(islice(_authors(item) or _authors(feed), MAX_ENTRY_AUTHORS))
    summary = _plain(item.get("summary"), MAX_SUMMARY_CHARS) or _plain(
        item.get("content_text"), MAX_SUMMARY_CHARS
    )
    return FeedItem(
        item_id=written_id,
        link=_link(item, written_id, base),
        title=_plain(item.get("title"), MAX_TITLE_CHARS),
        summary=summary or _text(item.get("content_html"))[: HTML_FACTOR * MAX_SUMMARY_CHARS],
        authors=names,
        published_raw=_date(item.get("date_published")),
        updated_raw=_date(item.get("date_modified")),
        language=_text(item.get("language"))[:MAX_LANGUAGE_TAG_CHARS].strip() or None,
    )


def _link(item: _Object, written_id: str, base: Base) -> str:
    permalink = written_id if is_web(written_id) else ""
    links = (_text(item.get("url")), _text(item.get("external_url")), permalink)
    return next(filter(None, map(base.absolute, links)), "")


def _authors(item: _Object) -> list[str]:
    """Return the authors of an item or a feed: `authors` of version 1.1, or the one `author` of version 1."""
    stated: Iterable[Any] = _list(item.get("authors")) or [item.get("author")]
    names = (
        _text(author.get("name"))[: HTML_FACTOR * MAX_NAME_CHARS]
        for author in stated
        if isinstance(author, dict)
    )
    return list(islice(filter(None, names), MAX_ENTRY_AUTHORS))


def _moment(item: _Object) -> datetime:
    return newest_of(_date(item.get(name)) for name in ("date_published", "date_modified"))


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: Any) -> str:
    """Return a text, or a number that stands where the format wants a text; anything else is empty."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return value if isinstance(value, str) else str(value) if is_number else ""


def _plain(value: Any, char_count: int) -> str:
    """Return the beginning of a text that holds no HTML, as HTML, which is what items hold."""
    return html.escape(_text(value)[:char_count], quote=False)


def _date(value: Any) -> str | None:
    return _text(value)[: HTML_FACTOR * MAX_WRITTEN_DATE_CHARS].strip() or None
