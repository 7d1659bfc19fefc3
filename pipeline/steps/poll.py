"""Poll one batch of feeds: request each, archive the answer, and have its entries read."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from http import HTTPStatus

from pebble import ProcessExpired, ProcessPool

from extractors.archive.cutting import cut_records
from extractors.archive.writing import RecordLocation, Reference
from extractors.http.answer import Answer
from extractors.http.client import Client, conditions, validators
from extractors.http.freshness import freshness_s, retry_after_s
from extractors.http.urls import Credentials
from model import (
    Blocklist,
    Entry,
    Feed,
    FeedState,
    Fetch,
    FetchCause,
    Outcome,
    ParallaxError,
    Rejection,
    RejectionReason,
    Stage,
    TargetKind,
)
from model.counting import counted
from model.credentials import without_credentials
from model.limits import MAX_FEED_BYTES, MAX_FEED_ENTRIES
from pipeline.fetching.barred import barred_in
from pipeline.fetching.feed_content import FeedContent, read_feed, warm_up
from pipeline.fetching.fetch_log import FetchLog, body_sha256, open_fetch_log
from pipeline.fetching.http_client import http_client, report_put_off
from pipeline.fetching.sitemap_index import SitemapIndex
from pipeline.handoff import (
    FEEDS_DUE,
    KNOWN_HOSTS,
    POLL_FETCHES,
    POLL_HOSTS,
    POLL_REJECTIONS,
    POLLED_ENTRIES,
    POLLED_FEEDS,
    Batch,
)
from pipeline.running import progress
from pipeline.running.patience import Patience, timed
from pipeline.running.workers import worker_processes
from pipeline.settings import Settings
from transforms import polling, sitemap_turns
from transforms.blocklist import is_barred, without_erased

FEEDS_A_WORKER = 8
Listed = tuple[Fetch, tuple[Entry, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """The result of polling one feed: its new state, its entries, and rejections where something gave none.

    `is_answered` is false where the feed itself gave nothing. `barred` are the archived answers that list
    something on the blocklist.
    """

    feed: Feed
    is_answered: bool = False
    entries: tuple[Entry, ...] = ()
    rejections: tuple[Rejection, ...] = ()
    barred: tuple[RecordLocation, ...] = ()


def poll(settings: Settings, batch: str, now: datetime) -> str:
    """Poll the feeds of a batch that `plan` wrote; return the folder of the results.

    Raises TransientError where the proxy is gone; a feed that fails is a Rejection in the results.
    """
    due = Batch.at(batch)
    folder, number = due.folder, due.attempt().number
    listed = FEEDS_DUE.read(folder, due.number)
    # From here on, only the client knows users and passwords.
    credentials = Credentials(feed.url for feed in listed)
    feeds = [replace(feed, url=without_credentials(feed.url)) for feed in listed]
    with open_fetch_log(settings, folder, f"feeds-{number}", now) as log:
        hosts = {host.origin: host for host in KNOWN_HOSTS.read(folder)}
        client = http_client(settings, MAX_FEED_BYTES, hosts, log.keep_robots, credentials)
        polled = _poll_all(settings, feeds, client, log, now, barred_in(settings, folder)) if feeds else []
    fetches = _without_records(settings, polled, log.fetches, now)
    POLL_FETCHES.write(folder, fetches, number)
    POLL_HOSTS.write(folder, client.hosts_learned(), number)
    POLLED_ENTRIES.write(folder, (entry for item in polled for entry in item.entries), number)
    POLL_REJECTIONS.write(folder, (drop for item in polled for drop in item.rejections), number)
    written = POLLED_FEEDS.write(folder, (item.feed for item in polled), number)
    answered = sum(item.is_answered for item in polled)
    entries = counted(sum(len(item.entries) for item in polled), "entry", "entries")
    progress.say(f"poll: {answered} of {counted(len(feeds), 'feed')} answered, with {entries}")
    put_off_count = sum(drop.reason == RejectionReason.PUT_OFF for item in polled for drop in item.rejections)
    report_put_off("poll", "feed", put_off_count, client)
    return str(written.parent)


def _poll_all(
    settings: Settings, feeds: list[Feed], client: Client, log: FetchLog, now: datetime, erased: Blocklist
) -> list[Polled]:
    count = min(settings.worker_count, max(1, len(feeds) // FEEDS_A_WORKER))
    with worker_processes(count, warm_up) as readers, progress.track("poll", len(feeds)) as advance:
        poller = _Poller(settings, client, log, readers, now, erased)

        async def one(feed: Feed) -> Polled:
            polled = await poller.poll(feed)
            advance()
            return polled

        async def all_of_them() -> list[Polled]:
            async with client:
                return await asyncio.gather(*(one(feed) for feed in feeds))

        return asyncio.run(all_of_them())


@dataclass(frozen=True, slots=True)
class _Poller:
    """Polls feeds, each in a coroutine of its own."""

    settings: Settings
    client: Client
    log: FetchLog
    readers: ProcessPool
    now: datetime
    erased: Blocklist
    patience: Patience = field(default_factory=Patience)

    async def poll(self, feed: Feed) -> Polled:
        """Request a feed and read the answer."""
        state = feed.state
        url = state.redirect_url or feed.url
        is_whole = polling.should_ask_whole(state, self.now)
        headers = {} if is_whole else conditions(state.etag, state.last_modified)
        answer = await self._request(feed, url, headers)
        is_known_body = answer.body and body_sha256(answer) == state.body_sha256
        fetch = self.log.keep(
            answer, TargetKind.FEED, _reference(url, state) if is_known_body or not answer.body else None
        )
        # Hundreds of feeds wait for each other here: their bodies must not stay in memory.
        answer = replace(answer, raw=b"", body=b"")
        if answer.error == FetchCause.PUT_OFF:
            return self._put_off(feed, "requests took all the time they may take in a run")
        if is_known_body or (answer.outcome is Outcome.NOT_MODIFIED and headers):
            return await self._unchanged(feed, answer)
        if answer.outcome is not Outcome.FETCHED:
            return self._failed(feed, answer, answer.error or f"http_{answer.status}", "")
        return await self._read(feed, answer, fetch)

    async def _request(self, feed: Feed, url: str, headers: Mapping[str, str]) -> Answer:
        return await self.client.fetch(
            url, headers, outlet=feed.outlet_id, obeys_robots=feed.is_robots_obeyed
        )

    def _put_off(self, feed: Feed, why: str) -> Polled:
        """Leave a feed as it was, so that it is due in the next run."""
        return Polled(feed=feed, rejections=(self._rejection(feed, RejectionReason.PUT_OFF, why),))

    async def _unchanged(self, feed: Feed, answer: Answer) -> Polled:
        is_whole = answer.outcome is Outcome.FETCHED
        state = polling.after_unchanged(
            feed.state, self.now, self._pace, _metadata(answer), is_whole=is_whole
        )
        return await self._with_sitemaps(replace(feed, state=state), [])

    async def _read(self, feed: Feed, answer: Answer, fetch: Fetch) -> Polled:
        content = await self._content(feed, fetch)
        if content == RejectionReason.PUT_OFF:
            return self._put_off(feed, "its outlet's feeds took all the time that reading may take in a run")
        if isinstance(content, str):
            return self._failed(feed, answer, content, "the feed could not be read")
        if not content.format:
            detail = f"{content.body_bytes} bytes that hold no feed"
            detail += f" ({content.fault})" if content.fault else ""
            return self._failed(feed, answer, RejectionReason.NOT_A_FEED, detail)
        body = polling.FeedBody(
            sha256=fetch.body_sha256 or "",
            at=answer.requested_at,
            file=fetch.archive_file or "",
            offset=fetch.archive_offset or 0,
        )
        metadata = replace(
            _metadata(answer),
            hint_s=content.hint_s,
            redirect_url=answer.redirect_url or feed.state.redirect_url,
        )
        state = polling.after_body(feed.state, self.now, self._pace, body, metadata)
        named = content.sitemaps or sitemap_turns.NONE_NAMED
        state = replace(
            state,
            sitemaps=sitemap_turns.after_index(state.sitemaps, named, "", feed.url),
            left_out_count=named.left_out_count,
        )
        state = polling.without_body(state) if self._bars(content.entries) else state
        cut = [self._cut(feed, feed.url, content.cut_count)] if content.cut_count else []
        return await self._with_sitemaps(
            replace(feed, state=state), [(fetch, content.entries)], rejections=cut
        )

    async def _with_sitemaps(
        self, feed: Feed, listed: list[Listed], rejections: Sequence[Rejection] = ()
    ) -> Polled:
        """Return what a feed that answered lists, and what the sitemaps do that it names, if it is an index.

        An index that did not change says nothing about its sitemaps.
        """
        index = SitemapIndex(feed, self._request, self._content, self.log, self.now)
        asked = await index.ask(feed.state.sitemaps)
        listed = [*listed, *asked.listed]
        barred = [fetch for fetch, entries in listed if self._bars(entries)]
        sitemaps = sitemap_turns.without_bodies(asked.sitemaps, (fetch.url for fetch in barred))
        entries = _once(tuple(entry for _, entries in listed for entry in entries))
        failed = (self._sitemap_failure(feed, url, reason) for url, reason in asked.failures)
        cut = (self._cut(feed, url, count) for url, count in asked.cut_counts.items())
        return Polled(
            feed=replace(feed, state=replace(feed.state, sitemaps=sitemaps)),
            is_answered=True,
            entries=without_erased(entries, self.erased),
            rejections=(*rejections, *failed, *cut),
            barred=tuple(_location(fetch) for fetch in barred),
        )

    def _sitemap_failure(self, feed: Feed, url: str, reason: str) -> Rejection:
        detail = f"a sitemap of {feed.url} gave nothing; it is requested again when its turn comes"
        return self._rejection(feed, reason, detail, url)

    def _cut(self, feed: Feed, url: str, count: int) -> Rejection:
        detail = f"of {MAX_FEED_ENTRIES + count:,} entries the newest {MAX_FEED_ENTRIES:,} were read"
        return self._rejection(feed, RejectionReason.TOO_MANY_ENTRIES, detail, url)

    def _bars(self, entries: Iterable[Entry]) -> bool:
        return bool(self.erased) and any(
            is_barred(self.erased, entry.article_url, entry.outlet_id, entry.url) for entry in entries
        )

    async def _content(self, feed: Feed, fetch: Fetch) -> FeedContent | str:
        """Have an archived answer read; return its content, or the reason why it cannot be read."""
        if self.patience.is_spent(feed.outlet_id):
            return RejectionReason.PUT_OFF
        arguments = [read_feed, self.settings.work, _location(fetch), feed, self.now]
        try:
            result = await asyncio.wrap_future(
                self.readers.schedule(timed, args=arguments, timeout=self.settings.page_timeout_s)
            )
        except (TimeoutError, ProcessExpired, MemoryError) as error:
            self.patience.lose(feed.outlet_id)
            is_late = isinstance(error, TimeoutError)
            return RejectionReason.READ_TIMEOUT if is_late else RejectionReason.READER_DIED
        except ParallaxError:
            return RejectionReason.UNREADABLE
        self.patience.charge(feed.outlet_id, result.took_s)
        content: FeedContent = result.value
        return content

    def _failed(self, feed: Feed, answer: Answer, reason: str, detail: str) -> Polled:
        failure = polling.Failure(
            kind=polling.failure_kind(answer.outcome, answer.status, reason),
            is_gone=answer.status == HTTPStatus.GONE,
            retry_after_s=retry_after_s(answer.header("Retry-After"), answer.requested_at),
        )
        jitter = polling.jitter_of(feed.feed_id, feed.state.failure_count)
        state = polling.after_failure(feed.state, self.now, self._pace, failure, jitter)
        rejection = self._rejection(feed, reason, detail or f"the request for the feed ended with: {reason}")
        return Polled(feed=replace(feed, state=state), rejections=(rejection,))

    def _rejection(self, feed: Feed, reason: str, detail: str, url: str = "") -> Rejection:
        return Rejection(
            run_id=self.log.run_id,
            stage=Stage.POLL,
            key=url or feed.url,
            reason=reason,
            detail=detail,
            feed_id=feed.feed_id,
            is_final=False,
        )

    @property
    def _pace(self) -> polling.Pace:
        return self.settings.pace


def _without_records(
    settings: Settings, polled: list[Polled], fetches: list[Fetch], now: datetime
) -> list[Fetch]:
    """Cut answers that list something erased out of the archive; return the requests without them."""
    barred = {location for item in polled for location in item.barred}
    for file in {location.file for location in barred}:
        cut_records(
            settings.work / file, (location.offset for location in barred if location.file == file), now
        )
    return [
        replace(fetch, archive_file=None, archive_offset=None, body_sha256=None)
        if _location(fetch) in barred
        else fetch
        for fetch in fetches
    ]


def _location(fetch: Fetch) -> RecordLocation:
    return RecordLocation(fetch.archive_file or "", fetch.archive_offset or 0)


def _reference(url: str, state: FeedState) -> Reference | None:
    """Return where the archive has the last body of a feed."""
    if state.body_at is None or state.body_file is None or state.body_offset is None:
        return None
    return Reference(url=url, date=state.body_at, location=RecordLocation(state.body_file, state.body_offset))


def _metadata(answer: Answer) -> polling.ResponseMetadata:
    return polling.ResponseMetadata(
        validators=validators(answer),
        freshness_s=freshness_s(answer.headers, answer.requested_at),
    )


def _once(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Return the first entry of each id: the sitemaps of one index may overlap."""
    return tuple({entry.entry_id: entry for entry in reversed(entries)}.values())[::-1]
