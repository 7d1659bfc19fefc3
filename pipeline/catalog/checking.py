"""Request each feed of the catalog once, and find what to write into the catalog of those that answered."""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from pebble import ProcessExpired, ProcessPool

from extractors.http.answer import Answer, Headers
from extractors.http.client import Client
from extractors.http.urls import Credentials
from model import Feed, FeedCheck, Host, Outcome
from model.credentials import without_credentials
from model.limits import MAX_FEED_BYTES, MAX_URL_CHARS
from pipeline.catalog.check_writing import FeedNote
from pipeline.catalog.site_content import SiteContent, read_site, warm_up
from pipeline.fetching.http_client import http_client
from pipeline.running import progress
from pipeline.running.workers import worker_processes
from pipeline.settings import Settings
from transforms.feed_answers import FeedAnswer, Verdict, check_after, check_of_double, moved_to, verdict_of
from transforms.urls import normalise_url

_FEEDS_A_WORKER = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedFeed:
    """A feed of the catalog, and the answer to the request for it."""

    feed: Feed
    answer: FeedAnswer

    @property
    def verdict(self) -> Verdict:
        """What the answer says about the feed."""
        return verdict_of(self.answer)


def check_feeds(
    settings: Settings,
    feeds: Sequence[Feed],
    hosts: Mapping[str, Host],
    now: datetime,
    on_checked: Callable[[CheckedFeed], object],
) -> list[CheckedFeed]:
    """Request each feed once, within the time that the settings give all requests; no article is requested.

    `hosts` (by origin) is what is known of hosts. `on_checked` is called as soon as a feed is checked. Raises
    TransientError where the proxy is gone.
    """
    credentials = Credentials(feed.url for feed in feeds)
    client = http_client(settings, MAX_FEED_BYTES, hosts, lambda _: None, credentials)
    count = min(settings.worker_count, 1 + len(feeds) // _FEEDS_A_WORKER)
    with worker_processes(count, warm_up) as readers, progress.track("feeds", len(feeds)) as advance:
        checker = _Checker(settings, client, readers, now)

        async def one(feed: Feed) -> CheckedFeed:
            checked = CheckedFeed(feed=feed, answer=await checker.ask(feed))
            advance()
            on_checked(checked)
            return checked

        async def all_of_them() -> list[CheckedFeed]:
            async with client:
                return await asyncio.gather(*(one(feed) for feed in feeds))

        return asyncio.run(all_of_them())


class _Checker:
    """Requests feeds and has their bodies read in worker processes."""

    def __init__(self, settings: Settings, client: Client, readers: ProcessPool, now: datetime) -> None:
        self._settings, self._client, self._readers, self._now = settings, client, readers, now
        self._contents: dict[str, asyncio.Task[SiteContent | str]] = {}

    async def ask(self, feed: Feed) -> FeedAnswer:
        answer = await self._client.fetch(
            without_credentials(feed.url), outlet=feed.outlet_id, obeys_robots=feed.is_robots_obeyed
        )
        said = FeedAnswer(
            outcome=answer.outcome, status=answer.status, error=answer.error, moved_to=answer.redirect_url
        )
        if answer.outcome is not Outcome.FETCHED or answer.error:
            return said
        content = await self._content_of(answer)
        if isinstance(content, str):
            return replace(said, fault=content)
        return replace(
            said,
            format=content.format,
            entry_count=len(content.entries),
            child_count=len(content.children),
            newest_at=content.newest_at,
        )

    async def _content_of(self, answer: Answer) -> SiteContent | str:
        """Return what a body holds, or why that is not known; two feeds may lead to one body."""
        url = answer.final_url
        if url not in self._contents:
            reading = self._read(answer.body, url, answer.headers)
            self._contents[url] = asyncio.create_task(reading)
        return await self._contents[url]

    async def _read(self, body: bytes, url: str, headers: Headers) -> SiteContent | str:
        timeout_s = self._settings.page_timeout_s
        reading = self._readers.schedule(read_site, args=[body, url, headers, self._now], timeout=timeout_s)
        try:
            content: SiteContent = await asyncio.wrap_future(reading)
        except TimeoutError:
            return f"takes longer than {timeout_s:g} s to read"
        except (ProcessExpired, MemoryError):
            return "takes too much memory to read"
        return content


def notes_of(
    checked: Iterable[CheckedFeed], feeds: Iterable[Feed], checks: Mapping[str, FeedCheck], now: datetime
) -> dict[str, FeedNote]:
    """Return what to write into the catalog, by the URL of the feed there.

    `feeds` are all of the catalog, `checks` what it says of them, by id. A feed with a user and a password
    keeps its URL, since the server does not repeat them, and so does one that moved to another's.
    """
    owners = {normalise_url(feed.url): feed.feed_id for feed in feeds}
    notes: dict[str, FeedNote] = {}
    for item in checked:
        feed, before = item.feed, checks.get(item.feed.feed_id, FeedCheck())
        check, url = check_after(item.answer, now.date(), before), feed.url
        target = moved_to(item.answer)
        if target and _can_move(feed, target):
            owner = owners.setdefault(normalise_url(target), feed.feed_id)
            if owner == feed.feed_id:
                url = target
            else:
                check = check_of_double(owner, now.date(), before)
        if check is not None:
            notes[feed.url] = FeedNote(url=url, check=check)
    return notes


def _can_move(feed: Feed, target: str) -> bool:
    is_fit = len(target) <= MAX_URL_CHARS and target.isprintable() and normalise_url(target) is not None
    return is_fit and feed.url == without_credentials(feed.url)
