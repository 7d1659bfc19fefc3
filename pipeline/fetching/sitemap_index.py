"""Request the sitemaps that an index names: some in each poll, each with its own validators."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from extractors.http.answer import Answer
from extractors.http.client import conditions, validators
from model import Entry, Feed, Fetch, FetchCause, Outcome, RejectionReason, SitemapState, TargetKind
from model.limits import MAX_SITEMAP_DEPTH, MAX_SITEMAP_REQUESTS
from pipeline.fetching.feed_content import FeedContent
from pipeline.fetching.fetch_log import FetchLog
from transforms import sitemap_turns

Request = Callable[[Feed, str, Mapping[str, str]], Awaitable[Answer]]
Read = Callable[[Feed, Fetch], Awaitable[FeedContent | str]]


@dataclass(slots=True)
class SitemapsAsked:
    """What the sitemaps of an index gave: each body with its entries, and why others gave nothing.

    `sitemaps` is their new state. `failures` are pairs of a URL and a reason, `cut_counts` how many entries
    of a sitemap were left out because it has too many.
    """

    sitemaps: sitemap_turns.Sitemaps
    listed: list[tuple[Fetch, tuple[Entry, ...]]] = field(default_factory=list)
    failures: list[tuple[str, str]] = field(default_factory=list)
    cut_counts: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SitemapIndex:
    """Requests the sitemaps of one feed that is an index; `request` and `read` are the poller's."""

    feed: Feed
    request: Request
    read: Read
    log: FetchLog
    now: datetime

    async def ask(self, sitemaps: sitemap_turns.Sitemaps) -> SitemapsAsked:
        """Request the sitemaps whose turn it is, and those of the indexes among them."""
        asked, request_count = SitemapsAsked(sitemaps), 0
        depths = {"": 1}
        while depths:
            index_url = sitemap_turns.longest_waiting(asked.sitemaps, depths)
            depth = depths.pop(index_url)
            for sitemap in sitemap_turns.in_turn(asked.sitemaps, index_url):
                if request_count == MAX_SITEMAP_REQUESTS:
                    return asked
                request_count += 1
                await self._ask_one(asked, sitemap, is_deepest=depth == MAX_SITEMAP_DEPTH)
                if sitemap_turns.is_index(asked.sitemaps, sitemap.url):
                    depths[sitemap.url] = depth + 1
        return asked

    async def _ask_one(self, asked: SitemapsAsked, sitemap: SitemapState, *, is_deepest: bool) -> None:
        is_whole = sitemap_turns.should_ask_whole(sitemap, self.now)
        headers = {} if is_whole else conditions(sitemap.etag, sitemap.last_modified)
        answer = await self.request(self.feed, sitemap.url, headers)
        fetch = self.log.keep(answer, TargetKind.FEED)
        answer = replace(answer, raw=b"", body=b"")
        is_known_body = fetch.body_sha256 is not None and fetch.body_sha256 == sitemap.body_sha256
        if is_known_body or (answer.outcome is Outcome.NOT_MODIFIED and headers):
            state = sitemap_turns.after_unchanged(sitemap, self.now, is_whole=is_known_body)
            asked.sitemaps = sitemap_turns.with_sitemap(asked.sitemaps, state)
        elif answer.outcome is Outcome.FETCHED:
            await self._read_one(asked, sitemap, answer, fetch, is_deepest=is_deepest)
        else:
            self._fail(asked, sitemap, answer.error or f"http_{answer.status}")

    async def _read_one(
        self, asked: SitemapsAsked, sitemap: SitemapState, answer: Answer, fetch: Fetch, *, is_deepest: bool
    ) -> None:
        content = await self.read(self.feed, fetch)
        if reason := _fault(content, is_deepest=is_deepest):
            self._fail(asked, sitemap, reason)
        elif isinstance(content, FeedContent):
            state = sitemap_turns.after_body(sitemap, self.now, fetch.body_sha256, validators(answer))
            if content.sitemaps is not None:
                state = replace(state, left_out_count=content.sitemaps.left_out_count)
            asked.sitemaps = sitemap_turns.with_sitemap(asked.sitemaps, state)
            named = content.sitemaps or sitemap_turns.NONE_NAMED
            asked.sitemaps = sitemap_turns.after_index(asked.sitemaps, named, sitemap.url, self.feed.url)
            asked.listed.append((fetch, content.entries))
            if content.cut_count:
                asked.cut_counts[sitemap.url] = content.cut_count

    def _fail(self, asked: SitemapsAsked, sitemap: SitemapState, reason: str) -> None:
        asked.failures.append((sitemap.url, reason))
        # What was put off was not tried: it keeps its turn.
        if reason != FetchCause.PUT_OFF:
            state = sitemap_turns.after_failure(sitemap, self.now, reason)
            asked.sitemaps = sitemap_turns.with_sitemap(asked.sitemaps, state)


def _fault(content: FeedContent | str, *, is_deepest: bool) -> str:
    """Return why the body of a sitemap is of no use, empty where it is."""
    if isinstance(content, str):
        return content
    if not content.format:
        return RejectionReason.NOT_A_FEED
    return RejectionReason.NESTED_TOO_DEEP if content.sitemaps is not None and is_deepest else ""
