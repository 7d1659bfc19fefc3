"""Polling one feed again and again: an index leads to its sitemaps, and nothing is lost in silence."""

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from model import Blocklist, Entry, Feed, FeedKind, FeedStatus, Rejection
from model.limits import MAX_FEED_ENTRIES, MAX_SITEMAP_REQUESTS
from pipeline.handoff import (
    ERASED,
    FEEDS_DUE,
    KNOWN_HOSTS,
    POLL_REJECTIONS,
    POLLED_ENTRIES,
    POLLED_FEEDS,
    Batch,
    RunFolder,
    RunKind,
    new_run_id,
)
from pipeline.settings import Settings, read_settings
from pipeline.steps.poll import poll
from tests.faults.server import FaultServer, Request, response, serving

pytestmark = [pytest.mark.slow, pytest.mark.long]

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
HOST = "127.0.1.7"


def sitemap(*links: str) -> bytes:
    urls = (f"<url><loc>{link}</loc><lastmod>2026-03-10</lastmod></url>" for link in links)
    return f"<urlset>{''.join(urls)}</urlset>".encode()


def index(*links: str, date: str = "") -> bytes:
    lastmod = f"<lastmod>{date}</lastmod>" if date else ""
    sitemaps = (f"<sitemap><loc>{link}</loc>{lastmod}</sitemap>" for link in links)
    return f"<sitemapindex>{''.join(sitemaps)}</sitemapindex>".encode()


@dataclass(slots=True)
class Site:
    """A host that a test fills, and a feed of it that is polled; answers are bodies or statuses by path."""

    data: Path
    server: FaultServer
    answers: dict[str, bytes | str] = field(default_factory=dict)
    has_etags: bool = False
    poll_count: int = 0
    feed: Feed = field(
        default_factory=lambda: Feed(feed_id="f", outlet_id="o", url="", kind=FeedKind.SITEMAP)
    )
    asked: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)

    async def answer(self, request: Request, writer: asyncio.StreamWriter) -> None:
        found = self.answers.get(request.path, "404 Not Found")
        if request.path != "/robots.txt":
            self.asked.append(request.path)
        if isinstance(found, str):
            writer.write(response(b"", "text/plain", found))
            return
        etag = f'"{hash(found)}"'
        if self.has_etags and request.headers.get("if-none-match") == etag:
            self.unchanged.append(request.path)
            writer.write(f"HTTP/1.1 304 Not Modified\r\nETag: {etag}\r\n\r\n".encode())
            return
        writer.write(response(found, "application/xml", **({"ETag": etag} if self.has_etags else {})))

    def poll(self, **answers: bytes | str) -> list[str]:
        """Poll the feed with what earlier polls left behind; return the links of its entries."""
        self.asked.clear()
        self.unchanged.clear()
        self.answers |= {f"/{name}": answer for name, answer in answers.items()}
        now = NOW + self.poll_count * timedelta(hours=1)
        self.poll_count += 1
        folder = RunFolder(self.data / "runs" / new_run_id(now))
        folder.begin(RunKind.INGEST, now)
        KNOWN_HOSTS.write(folder, ())
        ERASED.write(folder, [Blocklist()])
        feed = replace(self.feed, url=self.server.url(HOST, "/feed"))
        batch = FEEDS_DUE.write(folder, [feed], "00")
        number = Batch.at(poll(self.settings(), str(batch), now)).number
        (self.feed,) = POLLED_FEEDS.read(folder, number)
        self.rejections = POLL_REJECTIONS.read(folder, number)
        return [self.path_of(entry) for entry in POLLED_ENTRIES.read(folder, number)]

    def path_of(self, entry: Entry) -> str:
        return entry.url.removeprefix(self.server.url(HOST, "/"))

    def failures(self) -> list[tuple[str, str]]:
        return [(drop.key.rpartition("/")[2], drop.reason) for drop in self.rejections]

    def settings(self) -> Settings:
        values: Mapping[str, str] = {
            "PARALLAX_DATA": str(self.data),
            "PARALLAX_PRIVATE_HOSTS": HOST,
            "PARALLAX_HOST_DELAY_S": "0",
        }
        return read_settings(dict(values))


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    sites: list[Site] = []

    async def behave(request: Request, writer: asyncio.StreamWriter) -> None:
        await sites[0].answer(request, writer)

    with serving({HOST: behave}) as server:
        sites.append(Site(tmp_path, server))
        yield sites[0]


@pytest.mark.parametrize("has_etags", [False, True])
def test_an_index_that_did_not_change_leads_to_its_sitemaps(site: Site, has_etags: bool) -> None:  # noqa: FBT001
    site.has_etags = has_etags
    assert site.poll(feed=index("/news"), news=sitemap("/1")) == ["1"]
    assert site.poll(news=sitemap("/2", "/1")) == ["2", "1"]
    assert site.poll() == [], "the sitemap did not change"
    assert site.asked == ["/feed", "/news"]
    assert site.unchanged == (["/feed", "/news"] if has_etags else [])
    assert site.poll(news=sitemap("/3")) == ["3"]
    assert site.rejections == []


def test_a_sitemap_that_failed_is_told_and_requested_again(site: Site) -> None:
    assert site.poll(feed=index("/news"), news="503 Service Unavailable") == []
    assert site.failures() == [("news", "http_503")]
    assert not site.rejections[0].is_final
    assert site.feed.state.status is FeedStatus.ACTIVE, "the index itself answered"
    assert [one.error for one in site.feed.state.sitemaps] == ["http_503"]
    assert site.poll(news=b"<html><body>Back soon</body></html>") == []
    assert site.failures() == [("news", "not_a_feed")]
    assert site.poll(news=sitemap("/1")) == ["1"]
    assert [one.error for one in site.feed.state.sitemaps] == [None]
    assert site.rejections == []


def test_an_index_in_an_index_leads_to_sitemaps_too(site: Site) -> None:
    assert site.poll(feed=index("/year"), year=index("/month"), month=index("/news"), news=sitemap("/1")) == [
        "1"
    ]
    assert site.poll(news=sitemap("/2")) == ["2"], "though no index changed"
    assert site.poll(year=index("/other"), other=sitemap("/3")) == ["3"]
    assert [one.url.rpartition("/")[2] for one in site.feed.state.sitemaps] == ["year", "other"]


def test_indexes_below_indexes_end(site: Site) -> None:
    site.poll(feed=index("/a"), a=index("/b"), b=index("/c"), c=index("/d"), d=sitemap("/1"))
    assert site.asked == ["/feed", "/a", "/b", "/c"]
    assert site.failures() == [("c", "nested_too_deep")]
    site.poll(feed=index("/a", "/feed"), a=index("/feed", "/a"))
    assert site.asked == ["/feed", "/a"]


def test_requests_of_one_poll_are_bounded(site: Site) -> None:
    sections = [f"/section-{number}" for number in range(3)]
    for section in sections:
        site.answers[section] = index(*(f"{section}-{number}" for number in range(5)))
    found = {f"{section}-{number}" for section in sections for number in range(5)}
    site.answers |= {path: sitemap(f"/of{path}") for path in found}
    links = [site.poll(feed=index(*sections)) for _ in range(5)]
    assert len(site.asked) == 1 + MAX_SITEMAP_REQUESTS
    assert {link for part in links for link in part} == {f"of{path}" for path in found}, "in turns"


def test_more_sitemaps_than_one_poll_requests_take_turns(site: Site) -> None:
    sections = [f"/news-{name}" for name in ("world", "city", "sport", "arts", "money", "home", "law")]
    site.answers |= {section: sitemap(f"/1{section}") for section in sections}
    links = [site.poll(feed=index(*sections, date="2026-03-09T10:00:00Z")) for _ in range(3)]
    assert [len(part) for part in links] == [3, 3, 1]
    assert {link for part in links for link in part} == {f"1{section}" for section in sections}


def test_a_feed_that_is_no_index_any_more_has_no_sitemaps(site: Site) -> None:
    site.poll(feed=index("/news"), news=sitemap("/1"))
    assert site.poll(feed=sitemap("/2")) == ["2"]
    assert (site.asked, site.feed.state.sitemaps) == (["/feed"], ())


def test_what_is_left_out_of_a_feed_is_told(site: Site) -> None:
    assert len(site.poll(feed=sitemap(*(f"/{n}" for n in range(MAX_FEED_ENTRIES + 3))))) == MAX_FEED_ENTRIES
    (told,) = site.rejections
    assert (told.reason, told.is_final, told.entry_id) == ("too_many_entries", False, None)
    assert told.detail == "of 2,003 entries the newest 2,000 were read"
