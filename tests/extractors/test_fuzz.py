# ruff: noqa: E501 - documents are written as they come
"""Whatever bytes come, no exception escapes and what is made of them keeps its rules."""

import asyncio
import json
import socket
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import urljoin

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from extractors.feeds import parse_any
from extractors.http.addresses import AddressGuard
from extractors.http.client import Client
from extractors.http.exchange import Limits
from extractors.http.freshness import freshness_s, opt_outs, retry_after_s
from extractors.http.robots import RobotsRules
from extractors.http.turns import TurnRules
from extractors.pages.reading import read_page
from model import Feed, Outcome
from model.limits import MAX_FEED_ENTRIES
from tests.faults.server import Behaviour, Request, serving
from transforms.dates.origin import Origin
from transforms.dates.reading import parse_date
from transforms.entries import entries_of
from transforms.urls import host_of, normalise_url, registered_domain, shared_domain

NOW = datetime(2026, 1, 6, 12, tzinfo=UTC)
A_FEED = Feed(feed_id="a/1", outlet_id="a", url="http://a.example/feed", language="en")

RSS = b"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
<channel><title>A &amp; B</title><language>de</language><ttl>60</ttl><sy:updatePeriod>hourly</sy:updatePeriod>
<item><title>Eins &#8211; zwei</title><link>http://a.example/1?x=1&amp;y=2</link><guid isPermaLink="false">1</guid>
<pubDate>Tue, 06 Jan 2026 10:00:00 +0100</pubDate><description><![CDATA[<p>Text</p>]]></description></item>
<item><title>Drei</title><link>/3</link><pubDate>6. Januar 2026</pubDate></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ja"><title>題</title><entry><id>tag:a.example,2026:1</id>
<title type="html">&lt;b&gt;見出し&lt;/b&gt;</title><link rel="alternate" href="http://a.example/1"/>
<updated>2026-01-06T10:00:00Z</updated><author><name>山田</name></author><summary>要約</summary></entry></feed>""".encode()
RDF = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>T</title></channel>
<item rdf:about="http://a.example/1"><title>One</title><link>http://a.example/1</link><dc:date>2026-01-06</dc:date></item></rdf:RDF>"""
SITEMAP = b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>http://a.example/1</loc><news:news><news:title>One</news:title><news:publication_date>2026-01-06</news:publication_date>
</news:news></url></urlset>"""
PAGE = b"""<!doctype html><html lang="en"><head><title>T</title><link rel="canonical" href="http://a.example/1">
<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2026-01-06T10:00:00Z"}</script></head>
<body><article><p>One sentence that is long enough to be text.</p><p>Another one of the same length.</p></article></body></html>"""
INSERTED = [
    b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b"&#xD800;", b"&#0;", b"&#1114112;", b"&x;", b"<![CDATA[", b"]]>", b"<!--",
    b"<item>", b"</item>", b"<entry>", b"</", b"<!DOCTYPE x [<!ENTITY x 'y'>]>", b'<?xml version="1.0" encoding="utf-16"?>',
    b"<link>http://[</link>", b"<pubDate>32 Jan</pubDate>", b"<updated>9999-99-99</updated>", b"<ttl>-1</ttl>",
]  # fmt: skip


def mutated(*documents: bytes) -> st.SearchStrategy[bytes]:
    """Return documents cut, doubled, overwritten and stuffed with what parsers stumble over."""

    @st.composite
    def one(draw: st.DrawFn) -> bytes:
        body = draw(st.sampled_from(documents))
        for _ in range(draw(st.integers(0, 4))):
            at, length = draw(st.integers(0, len(body))), draw(st.integers(0, 60))
            filling = draw(
                st.one_of(st.sampled_from(INSERTED), st.binary(max_size=8), st.just(body[at : at + length]))
            )
            body = body[:at] + filling + body[at + draw(st.sampled_from([0, length])) :]
        return body[: draw(st.integers(0, len(body)))] if draw(st.booleans()) else body

    return one()


def is_clean(text: str) -> bool:
    return "\x00" not in text and text.encode("utf-8", "surrogatepass").decode("utf-8", "replace") == text


@given(
    st.one_of(mutated(RSS, ATOM, RDF, SITEMAP), st.binary(max_size=300)),
    st.sampled_from(["", "text/xml; charset=x-y", "a/b"]),
)
@example(b"<rss><channel><item><title>&#xD800;</title></item>", "")
@example(b"\xef\xbb\xbf", "text/xml; charset=\x00")
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_feeds(body: bytes, content_type: str) -> None:
    parsed = parse_any(body, A_FEED.url, content_type)
    assert len(parsed.items) <= MAX_FEED_ENTRIES
    assert parsed.hint_s is None or parsed.hint_s > 0
    for entry in entries_of(A_FEED, parsed.items, parsed.language, NOW):
        assert is_clean(entry.title + entry.summary + entry.url + "".join(entry.authors) + entry.entry_id)
        assert entry.entry_id
        assert entry.published_at is None or entry.published_at <= NOW + timedelta(days=1, seconds=1)


@given(mutated(PAGE), st.sampled_from([None, "text/html; charset=utf-16", "text/html; charset=\x00"]))
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
def test_pages(body: bytes, content_type: str | None) -> None:
    page = read_page(body, content_type, "http://a.example/1")
    assert page is None or isinstance(page.text, str)


URLS = st.one_of(
    st.text(max_size=60),
    st.builds(lambda rest: f"http://{rest}", st.text(max_size=60)),
    st.builds(
        lambda host, path, query: f"https://{host}.example/{path}?{query}",
        st.text(max_size=20), st.text(max_size=20), st.text(max_size=20),
    ),
    st.sampled_from(["http://[::1", "http://a:b@c.example", "http://\u2488.example", "//x", "http://a.example:0x1/", "http:///"]),
)  # fmt: skip


@given(URLS)
@example("http://\u200b.example/")
@example("http://xn--.example/")
def test_urls(url: str) -> None:
    normal = normalise_url(url)
    if normal is not None:
        assert normalise_url(normal) == normal
        assert host_of(normal)
        registered_domain(host_of(normal))
        shared_domain(host_of(normal))
        AddressGuard().bars_name(host_of(normal))


@pytest.fixture(scope="module")
def no_names() -> Iterator[None]:
    """Let no name resolve: what is made up here is nobody's to be asked for."""

    async def resolve(*_: object, **__: object) -> object:
        raise socket.gaierror(socket.EAI_NONAME, "no names here")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(asyncio.BaseEventLoop, "getaddrinfo", resolve)
        yield


@example(urls=["HTTP://\x00"])
@example(urls=["http://a\x00.example/"])
@example(urls=["A://[#"])
@given(st.lists(URLS, min_size=1, max_size=5))
@settings(max_examples=60)
def test_the_client_takes_any_string_for_a_url(no_names: None, urls: list[str]) -> None:
    async def run() -> list[Outcome]:
        limits = Limits(
            user_agent="x", turns=TurnRules(host_delay_s=0, domain_delay_s=0), total_s=1, connect_s=0.5
        )
        async with Client(limits) as client:
            return [(await client.fetch(url, obeys_robots=False)).outcome for url in urls]

    assert Outcome.FETCHED not in asyncio.run(run())


@given(
    st.one_of(
        st.text(max_size=40),
        st.from_regex(r"[0-9]{1,4}[-/. ][0-9]{1,2}[-/. ][0-9]{1,4}( [0-9:]{1,9})?( [A-Z+-]{1,5})?"),
    )
)
@example("99999-01-01")
@example("0001-01-01T00:00:00+14:00")
@example("9999-12-31T23:59:59-12:00")
def test_dates(raw: str) -> None:
    found = parse_date(raw, NOW, Origin("en"))
    assert found is None or datetime(1995, 1, 1, tzinfo=UTC) <= found <= NOW + timedelta(days=1, seconds=1)


@given(st.text(max_size=200))
@example("User-agent: *\nCrawl-delay: 1e400")
@example("User-agent: *\nRequest-rate: 1/0")
def test_robots(text: str) -> None:
    rules = RobotsRules(f"User-agent: *\nDisallow: {text}", "Parallax")
    rules.allows("http://a.example/1")
    rules.opt_outs("http://a.example")
    assert rules.crawl_delay_s is None or rules.crawl_delay_s > 0
    assert isinstance(rules.sitemaps, tuple)


HEADER = st.binary(max_size=40).map(lambda value: value.replace(b"\r", b"").replace(b"\n", b""))
NAMES = ["Location", "ETag", "Retry-After", "Cache-Control", "Expires", "Date", "Content-Type", "Content-Encoding",
         "Content-Length", "Transfer-Encoding", "Set-Cookie", "X-Robots-Tag", "Age", "Connection"]  # fmt: skip


@pytest.fixture(scope="module")
def ask_for() -> Callable[[bytes], object]:
    """Return what asks a real server for a response of these very bytes."""
    raw = [b""]

    async def behave(_: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(raw[0])
        await writer.drain()
        writer.close()

    return _asker(raw, behave)


def _asker(raw: list[bytes], behave: Behaviour) -> Callable[[bytes], object]:
    limits = Limits(
        user_agent="x", turns=TurnRules(host_delay_s=0, domain_delay_s=0), total_s=2, first_byte_s=1,
        private_hosts=frozenset(("127.0.0.0/8",)),
    )  # fmt: skip

    def ask(response: bytes) -> object:
        raw[0] = response

        async def run(url: str) -> object:
            async with Client(limits) as client:
                return await client.fetch(url, obeys_robots=False)

        with serving({"127.0.9.1": behave}) as server:
            return asyncio.run(run(server.url("127.0.9.1", "/feed")))

    return ask


@given(
    st.dictionaries(st.sampled_from(NAMES), HEADER, max_size=4), st.integers(0, 1_100), st.binary(max_size=50)
)
@settings(max_examples=60)
def test_headers(
    ask_for: Callable[[bytes], object], headers: dict[str, bytes], status: int, body: bytes
) -> None:
    lines = b"".join(b"%b: %b\r\n" % (name.encode(), value) for name, value in headers.items())
    answer = ask_for(b"HTTP/1.1 %d X\r\n%b\r\n%b" % (status, lines, body))
    found = tuple((name, value.decode("latin-1")) for name, value in headers.items())
    for seconds in (freshness_s(found, NOW), retry_after_s(dict(found).get("Retry-After"), NOW)):
        assert seconds is None or seconds >= 0
    opt_outs(found)
    urljoin("http://a.example/", "x")
    assert json.dumps(getattr(answer, "error", None)) is not None
