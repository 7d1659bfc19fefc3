"""Find the feeds and news sitemaps of a site by polite requests to the usual URLs."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from extractors.feeds import ParsedFeed, children_to_ask, parse_any
from extractors.feeds.discovery import (
    feeds_named,
    sitemaps_named,
    usual_feeds,
    usual_news_sitemaps,
    usual_sitemaps,
)
from extractors.http.answer import Answer
from extractors.http.client import Client
from extractors.http.robots import RobotsRules
from extractors.http.urls import Credentials, RequestUrl, request_url
from model import Outcome, PermanentError, TransientError
from model.credentials import without_credentials
from pipeline.running import progress
from pipeline.running.http_client import http_client
from pipeline.settings import Settings
from transforms.article.dates import parse_date
from transforms.text import clean_html, clean_line

_MAX_BYTES = 10_000_000
_MAX_FEEDS, _MAX_SITEMAPS = 40, 10
# A feed's newest item is among its first, and parsing dates in words is slow.
_DATED_ITEMS = 100


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
_NOTHING = ParsedFeed(format="", language=None, items=())


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
    """An answer without its body, and the content of the body; `leads` are the feeds that a page links to."""

    answer: Answer
    parsed: ParsedFeed = _NOTHING
    leads: tuple[str, ...] = ()


def discover(settings: Settings, url: str, now: datetime, *, asks_all: bool) -> list[Found]:
    """Return the feeds and sitemaps of the site of `url`, each once: feeds, news sitemaps, sitemaps.

    `asks_all` tries all usual URLs, even where the site names its feeds. Raises PermanentError or
    TransientError where the site does not answer, and PermanentError where it has no feed.
    """
    client = http_client(settings, _MAX_BYTES, {}, lambda _: None, Credentials((url,)))

    async def hunt() -> list[Found]:
        async with client:
            return await _Hunt(client, settings.user_agent, now, asks_all=asks_all).at(
                without_credentials(url)
            )

    order = list(SourceKind)
    return sorted(asyncio.run(hunt()), key=lambda item: order.index(item.kind))


class _Hunt:
    """Requests one URL after another and keeps the feeds and sitemaps among them."""

    def __init__(self, client: Client, user_agent: str, now: datetime, *, asks_all: bool) -> None:
        self._client, self._user_agent, self._now, self._asks_all = client, user_agent, now, asks_all
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
        reads = await self._visit(page.leads)
        if not self._has(SourceKind.FEED):
            # A page at a feed's URL may be the site's list of feeds.
            await self._visit(lead for read in reads for lead in read.leads)
        await self._try("usual places of feeds", usual_feeds(page.answer.final_url), SourceKind.FEED)

    async def _look_for_sitemaps(self, url: str) -> None:
        target = request_url(url)
        known = self._client.host(target.origin) if isinstance(target, RequestUrl) else None
        robots = (known.robots_text if known else None) or ""
        named = sitemaps_named(RobotsRules(robots, self._user_agent).sitemaps, url)
        news = SourceKind.NEWS_SITEMAP
        await self._try("sitemaps of robots.txt", named[:_MAX_SITEMAPS], news)
        await self._try("usual places of news sitemaps", usual_news_sitemaps(url), news)
        await self._try("usual places of sitemaps", usual_sitemaps(url), news, SourceKind.SITEMAP)

    async def _visit(self, urls: Iterable[str]) -> list[_Read]:
        """Request all of these at once, as far as politeness to their hosts allows."""
        distinct = list(dict.fromkeys(urls))
        if len(distinct) > _MAX_FEEDS:
            progress.say(f"{len(distinct)} feeds are named; only the first {_MAX_FEEDS} are requested")
        distinct = distinct[:_MAX_FEEDS]
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
        body, content_type = answer.body, answer.header("Content-Type")
        answer = replace(answer, raw=b"", body=b"")
        if answer.outcome is not Outcome.FETCHED or not body:
            return _Read(answer=answer)
        parsed = parse_any(body, answer.final_url, {"content-type": content_type or ""})
        if parsed.format:
            return _Read(answer=answer, parsed=parsed)
        return _Read(answer=answer, leads=tuple(feeds_named(body, answer.final_url, content_type)))

    async def _settle(self, read: _Read) -> None:
        """Keep a result; of a sitemap index its news sitemaps, or all its sitemaps as one result."""
        children = [await self._read(url) for url in children_to_ask(read.parsed)]
        news = [child for child in children if child.parsed.format == "news-sitemap"]
        for child in news:
            self._keep(child)
        if not news:
            items = [item for part in (read, *children) for item in part.parsed.items]
            self._keep(replace(read, parsed=replace(read.parsed, items=tuple(items))))

    def _keep(self, read: _Read) -> None:
        parsed = read.parsed
        kind = _KINDS.get(parsed.format, SourceKind.FEED)
        # The same entries under another URL, or in another format, are the same feed.
        key = (kind is SourceKind.FEED, tuple(item.link or item.title for item in parsed.items))
        if not parsed.items or key in self._seen:
            return
        self._seen.add(key)
        found = Found(
            kind=kind,
            asked_url=read.answer.url,
            url=read.answer.final_url,
            title=clean_html(parsed.title, 200),
            language=clean_line(parsed.language, 35) or None,
            entry_count=len(parsed.items),
            newest_at=self._newest(parsed),
        )
        self._found.append(found)

    def _newest(self, parsed: ParsedFeed) -> datetime | None:
        raws = (item.published_raw or item.updated_raw for item in parsed.items[:_DATED_ITEMS])
        dates = (parse_date(raw, self._now, parsed.language) for raw in raws)
        return max((date for date in dates if date), default=None)


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
    urls = "1 URL" if url_count == 1 else f"{url_count} URLs"
    return (
        f"No feed and no sitemap with entries was found at {urls} of {page.final_url}{cause}: "
        "name a page of the site that links to one."
    )
