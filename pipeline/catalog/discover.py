"""Find the feeds and news sitemaps of a site: ask, politely, wherever they may be."""

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
from extractors.http.hostbook import origin_of
from extractors.http.robots import RobotsRules
from model import Outcome, PermanentError, TransientError
from pipeline.running import progress
from pipeline.running.fetch_log import client
from pipeline.settings import Settings
from transforms.article.dates import parse_date
from transforms.text import clean_html, clean_line

_MAX_BYTES = 10_000_000
_MAX_FEEDS, _MAX_SITEMAPS = 40, 10
# A feed's newest item is among its first; dates in words take their time.
_DATED_ITEMS = 100


class SourceKind(StrEnum):
    """What was found."""

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
    """One feed or sitemap that holds entries; `url` is where `asked_url` led."""

    kind: SourceKind
    asked_url: str
    url: str
    title: str
    language: str | None
    entry_count: int
    newest_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """An answer, less its body, and what that held; `leads` are the feeds it names where it is a page."""

    answer: Answer
    parsed: ParsedFeed = _NOTHING
    leads: tuple[str, ...] = ()


def discover(settings: Settings, url: str, now: datetime, *, asks_all: bool) -> list[Found]:
    """Return the feeds and sitemaps of the site of `url`, each once: feeds, news sitemaps, sitemaps.

    `asks_all` looks in all usual places, though the site itself says where to look. Raises PermanentError
    or TransientError where the site cannot be asked, and PermanentError where it holds nothing.
    """
    asking = client(settings, _MAX_BYTES, {}, lambda _: None)

    async def hunt() -> list[Found]:
        async with asking:
            return await _Hunt(asking, settings.user_agent, now, asks_all=asks_all).at(url)

    order = list(SourceKind)
    return sorted(asyncio.run(hunt()), key=lambda item: order.index(item.kind))


class _Hunt:
    """Goes from place to place and keeps what it finds."""

    def __init__(self, asking: Client, user_agent: str, now: datetime, *, asks_all: bool) -> None:
        self._client, self._user_agent, self._now, self._asks_all = asking, user_agent, now, asks_all
        self._found: list[Found] = []
        self._seen: set[tuple[bool, tuple[str, ...]]] = set()
        self._place_count = 0

    async def at(self, url: str) -> list[Found]:
        page = await self._read(url)
        _refuse_silence(page.answer)
        await self._settle(page)
        if self._asks_all or not self._found:
            await self._look_for_feeds(page)
            await self._look_for_sitemaps(page.answer.final_url)
        if not self._found:
            raise PermanentError(_nothing_found(page.answer, self._place_count))
        return self._found

    async def _look_for_feeds(self, page: _Read) -> None:
        reads = await self._visit(page.leads)
        if not self._has(SourceKind.FEED):
            # What looks like a feed and is a page may be the site's list of feeds.
            await self._visit(lead for read in reads for lead in read.leads)
        await self._try("usual places of feeds", usual_feeds(page.answer.final_url), SourceKind.FEED)

    async def _look_for_sitemaps(self, url: str) -> None:
        robots = self._client.host(origin_of(url) or "").robots_text or ""
        named = sitemaps_named(RobotsRules(robots, self._user_agent).sitemaps, url)
        news = SourceKind.NEWS_SITEMAP
        await self._try("sitemaps of robots.txt", named[:_MAX_SITEMAPS], news)
        await self._try("usual places of news sitemaps", usual_news_sitemaps(url), news)
        await self._try("usual places of sitemaps", usual_sitemaps(url), news, SourceKind.SITEMAP)

    async def _visit(self, urls: Iterable[str]) -> list[_Read]:
        """Ask for all of these at once, as far as their hosts let us."""
        places = list(dict.fromkeys(urls))
        if len(places) > _MAX_FEEDS:
            progress.say(f"{len(places)} feeds are named; only the first {_MAX_FEEDS} are asked for")
        places = places[:_MAX_FEEDS]
        with progress.track("feeds named", len(places)) as advance:

            async def one(place: str) -> _Read:
                read = await self._read(place)
                advance()
                return read

            reads = await asyncio.gather(*(one(place) for place in places))
        for read in reads:
            await self._settle(read)
        return reads

    async def _try(self, label: str, urls: list[str], *kinds: SourceKind) -> None:
        """Ask in one place after another until there is something of these kinds."""
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
        self._place_count += not answer.is_repeat
        body, content_type = answer.body, answer.header("Content-Type")
        answer = replace(answer, raw=b"", body=b"")
        if answer.outcome is not Outcome.FETCHED or not body:
            return _Read(answer=answer)
        parsed = parse_any(body, answer.final_url, {"content-type": content_type or ""})
        if parsed.format:
            return _Read(answer=answer, parsed=parsed)
        return _Read(answer=answer, leads=tuple(feeds_named(body, answer.final_url, content_type)))

    async def _settle(self, read: _Read) -> None:
        """Keep what was read; of a sitemap index its news sitemaps, or all it leads to as one."""
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
        # The same entries under another URL, or in another dialect, are the same feed.
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
    """Raise where a site gave no answer at all: whatever else is asked of it would end the same."""
    if page.outcome is Outcome.DISALLOWED:
        raise PermanentError(f"robots.txt forbids asking for {page.final_url}: name a page that it allows.")
    if page.error == "private_address":
        raise PermanentError(
            f"{page.final_url} is at a private address: "
            "if that is right, name its host in PARALLAX_PRIVATE_HOSTS."
        )
    if page.status is None:
        cause = _CAUSES.get(page.error or "", (page.error or "no answer").replace("_", " "))
        raise TransientError(
            f"{page.final_url} cannot be asked ({cause}): see that the address is right, or try again later."
        )


def _nothing_found(page: Answer, place_count: int) -> str:
    cause = f" (the page itself ended with {page.error})" if page.error else ""
    places = "1 place" if place_count == 1 else f"{place_count} places"
    return (
        f"No feed and no sitemap with entries was found in {places} of {page.final_url}{cause}: "
        "name a page of the site that links to one."
    )
