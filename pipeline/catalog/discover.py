"""Find the feeds and news sitemaps of a site by polite requests to the usual URLs."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from pebble import ProcessExpired, ProcessPool

from extractors.feeds.discovery import (
    sitemaps_named,
    usual_feeds,
    usual_news_sitemaps,
    usual_sitemaps,
)
from extractors.http.answer import Answer, Headers
from extractors.http.client import Client
from extractors.http.robots import RobotsRules
from extractors.http.urls import Credentials, RequestUrl, request_url
from model import Outcome, PermanentError, TransientError
from model.counting import counted
from model.credentials import without_credentials
from model.limits import MAX_FEED_BYTES, MAX_FEEDS_ASKED, MAX_SITEMAPS_ASKED
from pipeline.catalog.site_content import SiteContent, read_site, warm_up
from pipeline.fetching.http_client import http_client
from pipeline.running import progress
from pipeline.running.workers import worker_processes
from pipeline.settings import Settings


class SourceKind(StrEnum):
    """The kind of a result."""

    FEED = "feed"
    NEWS_SITEMAP = "news sitemap"
    SITEMAP = "sitemap"


_KINDS = {
    "news-sitemap": SourceKind.NEWS_SITEMAP,
    "sitemap": SourceKind.SITEMAP,
    "sitemap-index": SourceKind.SITEMAP,
}
_CAUSES = {"robots_unreachable": "its robots.txt is out of reach, and may forbid it"}
_NOTHING = SiteContent()


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One feed or sitemap with entries; `url` is the URL after redirects from `asked_url`."""

    kind: SourceKind
    asked_url: str
    url: str
    title: str
    language: str | None
    entry_count: int
    newest_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """An answer without its body, and the content of the body."""

    answer: Answer
    content: SiteContent = _NOTHING


def discover(settings: Settings, url: str, now: datetime, *, asks_all: bool) -> list[Found]:
    """Return the feeds and sitemaps of the site of `url`, each once: feeds, news sitemaps, sitemaps.

    `asks_all` tries all usual URLs, even where the site names its feeds. Raises PermanentError or
    TransientError where the site does not answer, and PermanentError where it has no feed.
    """
    client = http_client(settings, MAX_FEED_BYTES, {}, lambda _: None, Credentials((url,)))

    async def hunt(readers: ProcessPool) -> list[Found]:
        async with client:
            hunter = _Hunt(settings, client, readers, now, asks_all=asks_all)
            return await hunter.at(without_credentials(url))

    order = list(SourceKind)
    with worker_processes(1, warm_up) as readers:
        found = asyncio.run(hunt(readers))
    return sorted(found, key=lambda item: order.index(item.kind))


class _Hunt:
    """Requests one URL after another and keeps the feeds and sitemaps among them."""

    def __init__(
        self, settings: Settings, client: Client, readers: ProcessPool, now: datetime, *, asks_all: bool
    ) -> None:
        self._settings, self._client, self._readers = settings, client, readers
        self._now, self._asks_all = now, asks_all
        self._found: list[Found] = []
        self._seen: set[tuple[bool, tuple[str, ...]]] = set()
        self._url_count = 0

    async def at(self, url: str) -> list[Found]:
        page = await self._read(url)
        _refuse_silence(page.answer)
        await self._settle(page)
        if self._asks_all or not self._found:
            await self._look_for_feeds(page)
            await self._look_for_sitemaps(page.answer.final_url)
        if not self._found:
            raise PermanentError(_nothing_found(page.answer, self._url_count))
        return self._found

    async def _look_for_feeds(self, page: _Read) -> None:
        reads = await self._visit(page.content.leads)
        if not self._has(SourceKind.FEED):
            # A page at a feed's URL may be the site's list of feeds.
            await self._visit(lead for read in reads for lead in read.content.leads)
        await self._try("usual places of feeds", usual_feeds(page.answer.final_url), SourceKind.FEED)

    async def _look_for_sitemaps(self, url: str) -> None:
        target = request_url(url)
        known = self._client.host(target.origin) if isinstance(target, RequestUrl) else None
        robots = (known.robots_text if known else None) or ""
        named = sitemaps_named(RobotsRules(robots, self._settings.user_agent).sitemaps, url)
        news = SourceKind.NEWS_SITEMAP
        await self._try("sitemaps of robots.txt", named[:MAX_SITEMAPS_ASKED], news)
        await self._try("usual places of news sitemaps", usual_news_sitemaps(url), news)
        await self._try("usual places of sitemaps", usual_sitemaps(url), news, SourceKind.SITEMAP)

    async def _visit(self, urls: Iterable[str]) -> list[_Read]:
        """Request all of these at once, as far as politeness to their hosts allows."""
        distinct = list(dict.fromkeys(urls))
        if len(distinct) > MAX_FEEDS_ASKED:
            progress.say(f"{len(distinct)} feeds are named; only the first {MAX_FEEDS_ASKED} are requested")
        distinct = distinct[:MAX_FEEDS_ASKED]
        with progress.track("feeds named", len(distinct)) as advance:

            async def one(url: str) -> _Read:
                read = await self._read(url)
                advance()
                return read

            reads = await asyncio.gather(*(one(url) for url in distinct))
        for read in reads:
            await self._settle(read)
        return reads

    async def _try(self, label: str, urls: list[str], *kinds: SourceKind) -> None:
        """Request one URL after another until a result of these kinds is found."""
        with progress.track(label, len(urls)) as advance:
            for url in urls:
                if self._has(*kinds) and not self._asks_all:
                    return
                await self._settle(await self._read(url))
                advance()

    def _has(self, *kinds: SourceKind) -> bool:
        return any(item.kind in kinds for item in self._found)

    async def _read(self, url: str) -> _Read:
        answer = await self._client.fetch(url)
        self._url_count += not answer.is_repeat
        body, answer = answer.body, replace(answer, raw=b"", body=b"")
        if answer.outcome is not Outcome.FETCHED or not body:
            return _Read(answer=answer)
        return _Read(answer=answer, content=await self._content(body, answer.final_url, answer.headers))

    async def _content(self, body: bytes, url: str, headers: Headers) -> SiteContent:
        """Have a body read in a worker process; one that takes too long or ends the worker holds nothing."""
        timeout_s = self._settings.page_timeout_s
        reading = self._readers.schedule(read_site, args=[body, url, headers, self._now], timeout=timeout_s)
        try:
            content: SiteContent = await asyncio.wrap_future(reading)
        except TimeoutError:
            progress.say(f"{url} is left out: it takes longer than {timeout_s:g} s to read")
        except (ProcessExpired, MemoryError):
            progress.say(f"{url} is left out: reading it takes too much memory, or fails")
        else:
            return content
        return _NOTHING

    async def _settle(self, read: _Read) -> None:
        """Keep a result; of a sitemap index its news sitemaps, or all its sitemaps as one result."""
        children = [await self._read(url) for url in read.content.children]
        news = [child for child in children if child.content.format == "news-sitemap"]
        for child in news:
            self._keep(child)
        if not news:
            contents = [part.content for part in (read, *children)]
            entries = tuple(entry for content in contents for entry in content.entries)
            newest_at = max((content.newest_at for content in contents if content.newest_at), default=None)
            self._keep(replace(read, content=replace(read.content, entries=entries, newest_at=newest_at)))

    def _keep(self, read: _Read) -> None:
        content = read.content
        kind = _KINDS.get(content.format, SourceKind.FEED)
        # The same entries under another URL, or in another format, are the same feed.
        key = (kind is SourceKind.FEED, content.entries)
        if not content.entries or key in self._seen:
            return
        self._seen.add(key)
        found = Found(
            kind=kind,
            asked_url=read.answer.url,
            url=read.answer.final_url,
            title=content.title,
            language=content.language,
            entry_count=len(content.entries),
            newest_at=content.newest_at,
        )
        self._found.append(found)


def _refuse_silence(page: Answer) -> None:
    """Raise where a site did not answer at all: other requests to it would fail too."""
    if page.outcome is Outcome.DISALLOWED:
        raise PermanentError(f"robots.txt forbids requesting {page.final_url}: name a page that it allows.")
    if page.error == "private_address":
        raise PermanentError(
            f"{page.final_url} is at a private address: "
            "if that is right, name its host in PARALLAX_PRIVATE_HOSTS."
        )
    if page.status is None:
        cause = _CAUSES.get(page.error or "", (page.error or "no answer").replace("_", " "))
        raise TransientError(
            f"{page.final_url} cannot be requested ({cause}): check the address, or try again later."
        )


def _nothing_found(page: Answer, url_count: int) -> str:
    cause = f" (the page itself ended with {page.error})" if page.error else ""
    urls = counted(url_count, "URL")
    return (
        f"No feed and no sitemap with entries was found at {urls} of {page.final_url}{cause}: "
        "name a page of the site that links to one."
    )
