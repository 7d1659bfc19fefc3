"""JSON Feed 1 and 1.1: items, dates, authors and languages, in whole and in broken feeds."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.feeds import FeedItem, ParsedFeed, parse_any
from model.limits import (
    HTML_FACTOR,
    MAX_ENTRY_AUTHORS,
    MAX_ENTRY_ID_CHARS,
    MAX_FEED_ENTRIES,
    MAX_NAME_CHARS,
    MAX_SUMMARY_CHARS,
    MAX_TITLE_CHARS,
)

URL = "https://feeds.news.example/main.json"
VERSION = "https://jsonfeed.org/version/1.1"


def parsed(body: bytes | str) -> ParsedFeed:
    return parse_any(body.encode() if isinstance(body, str) else body, URL, "application/feed+json")


def feed_of(*items: Any, **fields: Any) -> ParsedFeed:
    return parsed(json.dumps({"version": VERSION, "title": "T", "items": items} | fields))


def item_of(feed_fields: dict[str, Any] | None = None, **fields: Any) -> FeedItem:
    (item,) = feed_of(fields, **(feed_fields or {})).items
    return item


def test_a_feed_of_version_1_1() -> None:
    feed = feed_of(
        {
            "id": "tag:1",
            "url": "https://news.example/1",
            "title": "Färja <sen> & full",
            "summary": "Kort",
            "content_html": "<p>Lång</p>",
            "date_published": "2026-03-02T10:00:00+01:00",
            "date_modified": "2026-03-02T11:00:00+01:00",
            "authors": [{"name": "Åsa"}, {"url": "https://x.example"}, {"name": "Bo"}],
            "language": "sv",
        },
        language="en",
        next_url="https://news.example/2.json",
    )
    assert (feed.format, feed.language, feed.title, feed.hint_s, feed.fault) == (
        "json11",
        "en",
        "T",
        None,
        "",
    )
    assert feed.items == (
        FeedItem(
            item_id="tag:1",
            link="https://news.example/1",
            title="Färja &lt;sen&gt; &amp; full",
            summary="Kort",
            authors=("Åsa", "Bo"),
            published_raw="2026-03-02T10:00:00+01:00",
            updated_raw="2026-03-02T11:00:00+01:00",
            language="sv",
        ),
    )


@pytest.mark.parametrize("version", ["https://jsonfeed.org/version/1", "http://jsonfeed.org/version/1/"])
def test_a_feed_of_version_1(version: str) -> None:
    feed = feed_of({"id": 7, "author": {"name": "Ada"}, "content_text": "a < b"}, version=version)
    assert feed.format == "json10"
    (item,) = feed.items
    assert (item.item_id, item.authors, item.summary, item.link) == ("7", ("Ada",), "a &lt; b", "")


@pytest.mark.parametrize(
    ("fields", "link"),
    [
        (
            {"url": "https://news.example/1", "external_url": "https://other.example/"},
            "https://news.example/1",
        ),
        ({"external_url": "https://other.example/a"}, "https://other.example/a"),
        ({"id": "https://news.example/1"}, "https://news.example/1"),
        ({"id": "urn:x:1"}, ""),
        ({"id": "/1"}, ""),
        ({"url": ""}, ""),
        ({"url": None, "external_url": ["x"]}, ""),
        ({"url": "//cdn.example/1"}, "https://cdn.example/1"),
        ({"url": "/1"}, "https://feeds.news.example/1"),
        ({"url": "https://["}, ""),
    ],
)
def test_the_page_of_an_item(fields: dict[str, Any], link: str) -> None:
    assert item_of(**fields).link == link


def test_relative_links_are_relative_to_the_home_page() -> None:
    home = {"home_page_url": "https://news.example/"}
    assert item_of(home, url="/1").link == "https://news.example/1"
    assert item_of(home, url="www.news.example/1").link == "https://www.news.example/1"


def test_authors_of_the_feed_are_those_of_items_without_their_own() -> None:
    assert item_of({"authors": [{"name": "Desk"}]}, id="1").authors == ("Desk",)
    assert item_of({"author": {"name": "Desk"}}, id="1").authors == ("Desk",)
    assert item_of({"authors": [{"name": "Desk"}]}, id="1", authors=[{"name": "Ada"}]).authors == ("Ada",)


def test_a_feed_that_has_ended_is_asked_seldom() -> None:
    assert feed_of(expired=True).hint_s == 31_536_000
    assert feed_of(expired="no").hint_s is None


@pytest.mark.parametrize("place", [0, MAX_FEED_ENTRIES])
def test_of_too_many_items_the_newest_are_kept(place: int) -> None:
    items = [{"id": str(n), "date_published": "2024-01-01T00:00:00Z"} for n in range(MAX_FEED_ENTRIES + 2)]
    items.insert(place, {"id": "new", "date_published": "2026-01-01T00:00:00Z"})
    feed = feed_of(*items)
    assert "new" in {item.item_id for item in feed.items}
    assert (len(feed.items), feed.cut_count) == (MAX_FEED_ENTRIES, 3)


def test_long_fields_are_cut() -> None:
    long = "é" * 20_000
    item = item_of(id=long, title=long, content_html=long, authors=[{"name": long}] * 30)
    assert len(item.item_id) <= HTML_FACTOR * MAX_ENTRY_ID_CHARS
    assert len(item.title) <= HTML_FACTOR * MAX_TITLE_CHARS
    assert len(item.summary) <= HTML_FACTOR * MAX_SUMMARY_CHARS
    assert len(item.authors) == MAX_ENTRY_AUTHORS
    assert max(map(len, item.authors)) <= HTML_FACTOR * MAX_NAME_CHARS


@pytest.mark.parametrize(
    "body",
    [
        b"\xef\xbb\xbf" + json.dumps({"version": VERSION, "items": [{"id": "1"}]}).encode(),
        b' \n {"items": [{"id": "1", "title": "tab\there"}], "version": "https://jsonfeed.org/version/1.1"}',
        b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "title": "\\ud800 \xff"}]}',
        b'{"version": "https://jsonfeed.org/version/1.1", "items": [7, null, "x", [], {"id": "1"}]}',
    ],
)
def test_what_other_readers_take_is_taken(body: bytes) -> None:
    assert [item.item_id for item in parsed(body).items] == ["1"]


@pytest.mark.parametrize(
    "body",
    [
        b"{}",
        b'{"items": []}',
        b'{"version": "https://jsonfeed.org/version/1.1"}',
        b'{"version": "https://jsonfeed.org/version/1.1", "items": {}}',
        b'{"version": "1.1", "items": [{"id": "1"}]}',
        b'{"version": ["https://jsonfeed.org/version/1.1"], "items": []}',
        b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1"}',
        b'{"a":' * 200_000,
        b'{"n": ' + b"9" * 10_000 + b"}",
    ],
)
def test_what_is_no_json_feed_says_why(body: bytes) -> None:
    feed = parsed(body)
    assert (feed.format, feed.items) == ("", ())
    assert feed.fault


_VALUES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
_NAMES = st.sampled_from(
    ["id", "url", "external_url", "title", "summary", "content_text", "content_html", "author", "authors",
     "language", "date_published", "date_modified"]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(
    items=st.lists(st.dictionaries(_NAMES, _VALUES) | _VALUES, max_size=4),
    fields=st.dictionaries(_NAMES, _VALUES),
)
def test_values_of_any_kind_never_raise(items: list[Any], fields: dict[str, Any]) -> None:
    feed = parsed(json.dumps({"version": VERSION, **fields, "items": items}))
    assert feed.format == "json11"
    assert all(isinstance(item.link, str) and isinstance(item.title, str) for item in feed.items)
