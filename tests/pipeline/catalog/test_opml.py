"""OPML: what feed readers write is read, what is hostile does nothing, what we write is right."""

from xml.etree import ElementTree as ET

import pytest

from model import ConfigurationError, Outlet
from model.limits import MAX_COLLECTIONS, MAX_NAME_CHARS, MAX_OPML_FEEDS
from pipeline.catalog.opml import Subscription, read_opml, read_opml_safely, write_opml

LIST = """<?xml version="1.0" encoding="utf-8"?>
<opml version="2.0"><head><title>mine</title></head><body>
<outline text="Greek"><outline type="rss" text="Εφημερίδα" xmlUrl="https://k.example/rss?a=1&amp;b=2"/></outline>
<outline title="T &amp; t" xmlUrl="https://t.example/"/>
<outline htmlUrl="https://page.example/"/>
<outline text="a list" type="include" url="https://list.example/x.opml"/>
</body></opml>"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_subscriptions_are_read_in_any_encoding(encoding: str) -> None:
    assert read_opml(LIST.encode(encoding), "x") == [
        Subscription(url="https://k.example/rss?a=1&b=2", title="Εφημερίδα", collections=("Greek",)),
        Subscription(url="https://t.example/", title="T & t"),
        Subscription(url="", title="a list"),
        Subscription(url="", title="https://page.example/"),
    ]


@pytest.mark.parametrize("declaration", ["", '<?xml version="1.0"?>\n', "\ufeff"])
def test_what_declares_no_encoding_is_utf_8(declaration: str) -> None:
    text = f'{declaration}<opml version="2.0"><body><outline text="日本" xmlUrl="http://x.example/"/></body></opml>'
    assert [one.title for one in read_opml(text.encode(), "x")] == ["日本"]


def test_entities_are_neither_expanded_nor_fetched() -> None:
    bomb = """<?xml version="1.0"?><!DOCTYPE opml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY f SYSTEM "file:///etc/passwd">]>
<opml version="2.0"><body><outline text="&c;&f;" xmlUrl="http://x.example/&c;"/></body></opml>"""
    (found,) = read_opml(bomb.encode(), "x")
    assert found == Subscription(url="http://x.example/&c;", title="&c;&f;")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \n",
        b"https://x.example/list.opml",
        b"<html><body>x</body></html>",
        b"\x00\xff\xfe",
        b"x" * 10_000_001,
    ],
)
def test_what_is_no_opml_is_told(data: bytes) -> None:
    with pytest.raises(ConfigurationError, match="OPML"):
        read_opml(data, "x")


def test_titles_are_one_line() -> None:
    data = (
        b'<opml><body><outline text="a&#10;b&#27;[31m &#x202e;c" xmlUrl="http://x.example/"/></body></opml>'
    )
    title = read_opml(data, "x")[0].title
    assert title.isprintable()


def test_the_catalog_is_written_as_opml() -> None:
    outlet = Outlet(
        outlet_id="a",
        name='A <&"> \x00\x1b\ufffe \U0001f4f0 Ελ',
        homepage="https://a.example/?x=1&y=2",
        feeds=("https://a.example/1?x=1&y=2", "https://a.example/2"),
        languages=("el",),
    )
    root = ET.fromstring(write_opml([outlet]).encode())  # noqa: S314 - our own
    assert (root.tag, root.get("version")) == ("opml", "2.0")
    (group,) = root.findall("body/outline")
    assert group.get("text") == 'A <&"> \ufffd\ufffd\ufffd \U0001f4f0 Ελ'
    first, second = group.findall("outline")
    assert first.attrib == {
        "type": "rss",
        "text": group.get("text"),
        "xmlUrl": "https://a.example/1?x=1&y=2",
        "htmlUrl": "https://a.example/?x=1&y=2",
        "language": "el",
    }
    assert second.get("xmlUrl") == "https://a.example/2"


def test_what_is_written_can_be_read() -> None:
    outlets = [Outlet(outlet_id=name, name=name, feeds=(f"https://{name}.example/",)) for name in ("a", "b")]
    found = read_opml(write_opml(outlets).encode(), "x")
    assert [item.url for item in found] == ["https://a.example/", "https://b.example/"]


def test_collections_come_back_from_what_is_written() -> None:
    outlet = Outlet(
        outlet_id="a", name="A", feeds=("https://a.example/",), collections=("state media", "Азия, / a")
    )
    (found,) = read_opml(write_opml([outlet]).encode(), "x")
    assert found.collections == ("state media", "Азия a")


def test_a_folder_is_a_collection_and_the_name_of_a_feed_is_none() -> None:
    folders = (
        b'<opml version="2.0"><body><outline text="Asia\n&#27;"><outline text="A" xmlUrl="http://a.example/"/>'
        b'</outline><outline text="B"><outline text="B" xmlUrl="http://b.example/"/></outline></body></opml>'
    )
    assert [item.collections for item in read_opml(folders, "x")] == [("Asia",), ()]


def test_sitemaps_stay_out_of_opml() -> None:
    outlets = [
        Outlet(outlet_id="a", feeds=("https://a.example/f",), sitemaps=("https://a.example/s",)),
        Outlet(outlet_id="b", feeds=(), sitemaps=("https://b.example/s",)),
    ]
    root = ET.fromstring(write_opml(outlets).encode())  # noqa: S314 - our own
    (group,) = root.findall("body/outline")
    assert [line.get("xmlUrl") for line in group] == ["https://a.example/f"]


def test_passwords_stay_in_the_catalog() -> None:
    feed = "https://user:secret@a.example/feed"
    assert "secret" not in write_opml([Outlet(outlet_id="a", name="A", feeds=(feed,))])
    (found,) = read_opml(f'<opml version="2.0"><body><outline xmlUrl="{feed}"/></body></opml>'.encode(), "x")
    assert (found.url, found.title) == (feed, "https://a.example/feed")


def _opml(outlines: str) -> bytes:
    return f'<opml version="2.0"><body>{outlines}</body></opml>'.encode()


def test_a_list_of_categories_without_end_is_not_waited_for() -> None:
    categories = ",".join(f"c{number}" for number in range(200_000))
    data = _opml(f'<outline type="rss" text="A" xmlUrl="https://a.example/rss" category="{categories}"/>')
    with pytest.raises(ConfigurationError, match=r"bomb\.opml is not read within 1 s: split it"):
        read_opml_safely(data, "bomb.opml", 1.0)
    few = _opml('<outline type="rss" text="A" xmlUrl="https://a.example/rss" category="c,d"/>')
    assert read_opml_safely(few, "few.opml", 20.0)[0].collections == ("c", "d")


def test_names_and_their_number_have_limits() -> None:
    categories = ",".join(f"c{number}{'x' * 1_000}" for number in range(100))
    data = _opml(
        f'<outline type="rss" text="{"A" * 9_000}" xmlUrl="https://a.example/rss" category="{categories}"/>'
    )
    (found,) = read_opml(data, "f")
    assert len(found.title) == MAX_NAME_CHARS
    assert len(found.collections) == MAX_COLLECTIONS
    assert max(map(len, found.collections)) == MAX_NAME_CHARS


def test_a_list_of_too_many_feeds_is_refused() -> None:
    lines = (
        f'<outline type="rss" text="a" xmlUrl="http://a.example/{n}"/>' for n in range(MAX_OPML_FEEDS + 1)
    )
    with pytest.raises(ConfigurationError, match="lists 20001 feeds: split it"):
        read_opml(_opml("".join(lines)), "f")
