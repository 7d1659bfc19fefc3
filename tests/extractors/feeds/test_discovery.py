"""Where feeds and sitemaps may be: what pages name, what robots.txt names, the usual places."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.feeds.discovery import (
    feeds_named,
    sitemaps_named,
    usual_feeds,
    usual_news_sitemaps,
    usual_sitemaps,
)

URL = "https://news.example/world/"


def _named(html: str, content_type: str | None = "text/html") -> list[str]:
    return feeds_named(html.encode(), URL, content_type)


def _link(place: str, kind: str = "application/rss+xml") -> str:
    return f'<link rel="alternate" type="{kind}" title="t" href="{place}">'


@pytest.mark.parametrize(
    "kind",
    [
        "application/rss+xml",
        "application/atom+xml; charset=utf-8",
        "application/rdf+xml",
        "TEXT/XML",
        "application/feed+json",
    ],
)
def test_link_elements_of_feed_types(kind: str) -> None:
    assert _named(f"<html><head>{_link('/a?id=1', kind)}</head></html>") == ["https://news.example/a?id=1"]


# Elements that name /a.xml, by the HTML standard and as old programs write it.
NAMING = [
    "<LINK REL=ALTERNATE TYPE=APPLICATION/RSS+XML HREF=/a.xml>",
    '<link rel="alternate nofollow" type="application/rss+xml" href="/a.xml">',
    '<link rel="home\tAlternate" type="application/atom+xml" href=" /a.xml ">',
    '<link href="/a.xml" type="Application/RSS+XML; charset=utf-8" rel="alternate">',
    '<link rel="feed" href="/a.xml">',
    '<link rel="alternate" type="application/rss+xml" href="feed:https://news.example/a.xml">',
    '<link rel="alternate" type="application/rss+xml" href="FEEDS://news.example/a.xml">',
    '<body><p>News</p><link rel="alternate" type="application/rss+xml" href="/a.xml">',
    '<a href="feed:https://news.example/a.xml">RSS</a>',
]
OTHERS = [
    '<link rel="alternates" type="application/rss+xml" href="/a.xml">',
    '<link rel="alternate" hreflang="de" href="/de/">',
    '<link rel="alternate stylesheet" type="text/css" href="/a.css">',
    '<link rel="alternate" type="application/rss+xml">',
    '<!-- <link rel="alternate" type="application/rss+xml" href="/a.xml"> -->',
]


@pytest.mark.parametrize("element", NAMING)
def test_relations_are_words_without_case(element: str) -> None:
    assert _named(f"<html><head>{element}") == ["https://news.example/a.xml"]


@pytest.mark.parametrize("element", OTHERS)
def test_other_links_name_no_feed(element: str) -> None:
    assert _named(f"<html><head>{element}") == []


def test_a_link_header_says_the_same_as_an_element() -> None:
    header = (
        '</a.xml>; rel="alternate"; type="application/rss+xml", '
        "<b.xml>; REL=Alternate; type=Application/Atom+XML, "
        "</?p=1>; rel=shortlink, </de/>; rel=alternate; hreflang=de, "
        "</c.xml>; rel=preload; type=application/rss+xml"
    )
    page = f'<html><head><base href="/elsewhere/">{_link("c.xml")}</head></html>'
    assert feeds_named(page.encode(), URL, "text/html", (("link", header),)) == [
        "https://news.example/elsewhere/c.xml",
        "https://news.example/a.xml",
        "https://news.example/world/b.xml",
    ]
    assert feeds_named(
        b"", URL, "text/html", (("Link", "</a>; rel=alternate; type=application/rss+xml"),)
    ) == ["https://news.example/a"]


def test_each_feed_once_in_the_order_of_the_page() -> None:
    html = f"<html><head>{_link('/b.xml')}{_link('a.xml')}{_link('/b.xml')}</head></html>"
    assert _named(html) == ["https://news.example/b.xml", "https://news.example/world/a.xml"]


def test_links_are_relative_to_the_base_of_the_page() -> None:
    html = f'<html><head><base href="https://cdn.example/feeds/">{_link("a.xml")}</head></html>'
    assert _named(html) == ["https://cdn.example/feeds/a.xml"]


def test_comments_interfaces_and_the_page_itself_are_no_feeds() -> None:
    links = (
        _link("/comments/feed/"),
        _link("/wp-json/wp/v2/posts/1", "application/json"),
        _link(URL),
        _link("/calendar", "text/calendar"),
        '<link rel="stylesheet" href="/a.css">',
    )
    assert _named(f"<html><head>{''.join(links)}</head></html>") == []


def test_anchors_only_where_no_link_element_names_a_feed() -> None:
    anchors = '<a href="/news.rss">RSS</a><a href="/about">About</a>'
    assert _named(f"<html><body>{anchors}</body></html>") == ["https://news.example/news.rss"]
    both = f"<html><head>{_link('/a.xml')}</head><body>{anchors}</body></html>"
    assert _named(both) == ["https://news.example/a.xml"]


@pytest.mark.parametrize("place", ["javascript:alert(1)", "http://[", "ftp://a.example/f.xml", "mailto:a@b"])
def test_what_is_no_web_address_is_left_out(place: str) -> None:
    assert _named(f"<html><head>{_link(place)}</head></html>") == []


@settings(deadline=None)
@given(
    st.one_of(
        st.binary(max_size=300),
        st.text(max_size=100).map(lambda text: _link(text).encode("utf-8", "replace")),
    )
)
def test_arbitrary_pages_never_raise(body: bytes) -> None:
    for content_type in (None, "text/html; charset=utf-16", "text/html; charset=nonsense"):
        assert all(isinstance(feed, str) for feed in feeds_named(body, URL, content_type))


def test_sitemaps_of_robots_txt_those_of_news_first() -> None:
    named = ("https://news.example/all.xml", " /sitemap-news.xml", "http://[", "/sitemap-news.xml", "")
    assert sitemaps_named(named, "https://news.example/") == [
        "https://news.example/sitemap-news.xml",
        "https://news.example/all.xml",
    ]


def test_usual_places_are_below_the_root() -> None:
    for places in (usual_feeds(URL), usual_news_sitemaps(URL), usual_sitemaps(URL)):
        assert len(set(places)) == len(places)
        assert all(place.startswith("https://news.example/") and "world" not in place for place in places)
