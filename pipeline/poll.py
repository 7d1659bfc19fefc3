"""Poll one batch of feeds: ask, archive the answer, and read its entries."""

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from extractors.archive import archive_file
from extractors.feeds import parse_feed
from extractors.http import Answer, Client
from model import Entry, Feed, FeedState, Fetch, Outcome, Rejection, Stage, TargetKind
from pipeline import progress
from pipeline.fetches import OpenArchive, limits
from pipeline.runfolder import RunFolder, read_lines, write_lines
from pipeline.settings import Settings
from transforms.entries import entries_of
from transforms.polling import after_failure, after_success

MAX_FEED_BYTES = 10_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """What came of polling one feed: its new state, its entries, a rejection where it gave none."""

    feed: Feed
    fetch: Fetch
    entries: tuple[Entry, ...] = ()
    rejections: tuple[Rejection, ...] = ()


def poll(settings: Settings, batch: str, now: datetime) -> str:
    """Poll the feeds of a batch that `plan` wrote; return the folder the results are in.

    Raises TransientError where the proxy is gone; what goes wrong with a feed is in the results.
    """
    path = Path(batch)
    folder, number = RunFolder(path.parents[1]), path.stem.removeprefix("batch-")
    feeds = read_lines(path, Feed)
    warc = settings.path_in_data("archive", f"{now:%Y/%m/%d}", f"{folder.run_id}-feeds-{number}.warc.gz")
    with archive_file(warc) as writer:
        answers = asyncio.run(_ask_all(settings, feeds))
        archive = OpenArchive.of(settings, warc, writer)
        polled = [_read(settings, feed, answers[feed.feed_id], archive, folder.run_id, now) for feed in feeds]
    out = folder.part("poll", number, "feeds.jsonl").parent
    write_lines(out / "feeds.jsonl", (item.feed for item in polled))
    write_lines(out / "fetches.jsonl", (item.fetch for item in polled))
    write_lines(out / "entries.jsonl", (entry for item in polled for entry in item.entries))
    write_lines(out / "rejections.jsonl", (drop for item in polled for drop in item.rejections))
    answered = sum(item.fetch.outcome in {Outcome.FETCHED, Outcome.NOT_MODIFIED} for item in polled)
    entry_count = sum(len(item.entries) for item in polled)
    progress.say(f"poll: {answered} of {len(feeds)} feeds answered, with {entry_count} entries")
    return str(out)


async def _ask_all(settings: Settings, feeds: list[Feed]) -> dict[str, Answer]:
    async with Client(limits(settings, MAX_FEED_BYTES)) as client:
        with progress.track("poll", len(feeds)) as advance:

            async def ask(feed: Feed) -> tuple[str, Answer]:
                answer = await client.fetch(feed.url, _conditions(feed.state))
                advance()
                return feed.feed_id, answer

            return dict(await asyncio.gather(*(ask(feed) for feed in feeds)))


def _conditions(state: FeedState) -> dict[str, str]:
    """Return the headers that let a server say that nothing changed (RFC 9110, section 13)."""
    conditions = {"If-None-Match": state.etag, "If-Modified-Since": state.last_modified}
    return {name: value for name, value in conditions.items() if value}


def _read(
    settings: Settings, feed: Feed, answer: Answer, archive: OpenArchive, run_id: str, now: datetime
) -> Polled:
    fetch = archive.keep(answer, run_id, TargetKind.FEED)
    interval = timedelta(seconds=settings.poll_interval_s)
    if answer.outcome is Outcome.NOT_MODIFIED:
        state = after_success(feed.state, now, interval, validators=None, body_sha256=None)
        return Polled(feed=replace(feed, state=state), fetch=fetch)
    if answer.outcome is not Outcome.FETCHED:
        reason = answer.error or "no_answer"
        return _failed(feed, fetch, run_id, now, interval, reason, f"the feed's server answered: {reason}")
    parsed = parse_feed(answer.body, answer.final_url, dict(answer.headers))
    if not parsed.format and not parsed.items:
        return _failed(
            feed, fetch, run_id, now, interval, "not_a_feed", f"{len(answer.body)} bytes that hold no feed"
        )
    state = after_success(
        feed.state,
        now,
        interval,
        validators=(answer.header("ETag"), answer.header("Last-Modified")),
        body_sha256=fetch.body_sha256,
    )
    entries = entries_of(feed, parsed.items, parsed.language, now)
    return Polled(feed=replace(feed, state=state), fetch=fetch, entries=tuple(entries))


def _failed(
    feed: Feed, fetch: Fetch, run_id: str, now: datetime, interval: timedelta, reason: str, detail: str
) -> Polled:
    rejection = Rejection(
        run_id=run_id,
        stage=Stage.POLL,
        key=feed.url,
        reason=reason,
        detail=detail,
        feed_id=feed.feed_id,
        is_final=False,
    )
    state = after_failure(feed.state, now, interval, fetch.outcome, fetch.http_status)
    return Polled(feed=replace(feed, state=state), fetch=fetch, rejections=(rejection,))
