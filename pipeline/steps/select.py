"""Select the pages to fetch: those of new entries, each page once, in batches by host."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from operator import itemgetter
from pathlib import Path

from extractors.http.urls import asked_host
from model import Entry, Feed, Rejection, RejectionReason, Stage
from model.counting import counted
from model.limits import OUTLET_PAGES
from pipeline.fetching.batches import by_host
from pipeline.handoff import (
    ENTRIES,
    HOSTS_POLLED,
    PACED_FEEDS,
    PAGES_TO_FETCH,
    POLL_HOSTS,
    POLL_REJECTIONS,
    POLLED_ENTRIES,
    POLLED_FEEDS,
    SELECT_REJECTIONS,
    WAITING_ENTRIES,
    Batch,
    PageTask,
)
from pipeline.running import progress
from pipeline.settings import Settings
from pipeline.staging.readable import readable
from transforms.blocklist import is_redacted
from transforms.polling import latest_attempt_at, next_attempt_at, paced
from transforms.urls import is_home_page, registered_domain
from warehouse.steps.planning import known_entries, seen_counts

_TOO_MANY = f"a run fetches {OUTLET_PAGES:,} pages of an outlet at most"


def select(settings: Settings, polled: Sequence[str], now: datetime) -> list[str]:
    """Select from the entries of the `polled` folders; return the paths of the batches of pages."""
    batches = [*map(Batch.at, polled)]
    folder = batches[0].folder
    waiting = WAITING_ENTRIES.read(folder)
    entries = _once(list(POLLED_ENTRIES.read_all(batches)), waiting, now)
    listed = ENTRIES.write(folder, entries)
    HOSTS_POLLED.write(folder, POLL_HOSTS.read_all(batches))
    published = readable(settings)
    known = known_entries(published, [listed], now, latest_attempt_at(now))
    _write_paced_feeds(settings, published, batches, listed)
    fresh = [entry for entry in entries if (entry.feed_id, entry.entry_id) not in known]
    rejections = [drop for entry in fresh if (drop := _refuse(settings, entry, folder.run_id, now))]
    refused = {(drop.feed_id, drop.entry_id) for drop in rejections}
    wanted = _tasks(entry for entry in fresh if (entry.feed_id, entry.entry_id) not in refused)
    tasks, too_many = _shared_out(wanted, waiting)
    put_off = [drop for task in too_many for drop in task.put_off(Stage.SELECT, folder.run_id, _TOO_MANY)]
    SELECT_REJECTIONS.write(folder, [*rejections, *put_off])
    counts = f"{len(known)} known, {len(refused)} refused, {counted(len(tasks), 'page')} to fetch"
    progress.say(f"select: {counted(len(entries), 'entry', 'entries')}: {counts}")
    _report_put_off(too_many)
    shared = by_host(tasks, lambda task: registered_domain(asked_host(task.link)), settings.slot_count)
    return [str(PAGES_TO_FETCH.write(folder, batch, f"{number:02d}")) for number, batch in enumerate(shared)]


def _shared_out(tasks: list[PageTask], waiting: list[Entry]) -> tuple[list[PageTask], list[PageTask]]:
    """Return the pages of this run in the order to fetch them, and those that are put off.

    What was put off before comes first. Then outlets take turns, and so do the hosts of each, so that none
    waits for all of another.
    """
    put_off = {(entry.feed_id, entry.entry_id) for entry in waiting if entry.next_attempt_at is None}
    taken: Counter[tuple[str, str]] = Counter()
    ranked: list[tuple[bool, int, PageTask]] = []
    for task in tasks:
        place = (_outlet_of(task), asked_host(task.link))
        taken[place] += 1
        is_new = all((entry.feed_id, entry.entry_id) not in put_off for entry in task.entries)
        ranked.append((is_new, taken[place], task))
    ranked.sort(key=itemgetter(0, 1))
    page_counts: Counter[str] = Counter()
    now: list[PageTask] = []
    later: list[PageTask] = []
    for _, _, task in ranked:
        page_counts[_outlet_of(task)] += 1
        (now if page_counts[_outlet_of(task)] <= OUTLET_PAGES else later).append(task)
    return now, later


def _outlet_of(task: PageTask) -> str:
    return task.entries[0].outlet_id


def _report_put_off(tasks: list[PageTask]) -> None:
    for outlet, count in sorted(Counter(map(_outlet_of, tasks)).items()):
        progress.warn(f"select: {counted(count, 'page')} of {outlet} left to the next run: {_TOO_MANY}.")


def _write_paced_feeds(settings: Settings, published: Path, batches: Sequence[Batch], listed: Path) -> None:
    """Write the polled feeds, their intervals adjusted to the share of entries that were known."""
    dropped = POLL_REJECTIONS.read_all(batches)
    put_off = {drop.feed_id for drop in dropped if drop.reason == RejectionReason.PUT_OFF}
    entry_counts = Counter(entry.feed_id for entry in POLLED_ENTRIES.read_all(batches))
    seen = seen_counts(published, [listed])
    PACED_FEEDS.write(
        batches[0].folder,
        (
            feed
            if feed.feed_id in put_off
            else _paced(settings, feed, seen.get(feed.feed_id, 0), entry_counts[feed.feed_id])
            for feed in POLLED_FEEDS.read_all(batches)
        ),
    )


def _paced(settings: Settings, feed: Feed, seen_count: int, entry_count: int) -> Feed:
    if feed.state.last_success_at != feed.state.last_polled_at:
        return feed
    known_count = min(seen_count, entry_count)
    return replace(feed, state=paced(feed.state, settings.pace, known_count, entry_count))


def _once(polled: list[Entry], waiting: list[Entry], now: datetime) -> list[Entry]:
    """Return each entry once, with the number of attempts at its page and the time it was first seen."""
    earlier = {(entry.feed_id, entry.entry_id): entry for entry in waiting}
    now_seen = {(entry.feed_id, entry.entry_id): entry for entry in polled}
    merged = [
        replace(entry, attempt_count=before.attempt_count, first_seen_at=before.first_seen_at)
        if (before := earlier.get(key)) and before.article_url == entry.article_url
        else entry
        for key, entry in now_seen.items()
    ]
    merged += [entry for key, entry in earlier.items() if key not in now_seen]
    return [_attempted(entry, now) for entry in merged]


def _attempted(entry: Entry, now: datetime) -> Entry:
    count = entry.attempt_count + 1
    return replace(entry, attempt_count=count, next_attempt_at=next_attempt_at(count, now))


def _refuse(settings: Settings, entry: Entry, run_id: str, now: datetime) -> Rejection | None:
    found = _fault(settings, entry, now)
    if found is None:
        return None
    reason, detail = found
    return Rejection(
        run_id=run_id,
        stage=Stage.SELECT,
        key=entry.url or entry.entry_id,
        reason=reason,
        detail=detail,
        feed_id=entry.feed_id,
        entry_id=entry.entry_id,
    )


def _fault(settings: Settings, entry: Entry, now: datetime) -> tuple[RejectionReason, str] | None:
    if is_redacted(entry):
        return RejectionReason.ERASED, ""
    if not entry.url:
        return RejectionReason.NO_LINK, "the entry links to no page"
    if entry.article_url is None:
        return RejectionReason.NOT_HTTP, "the entry's link is not an http or https URL"
    if is_home_page(entry.article_url):
        return RejectionReason.HOME_PAGE, "the entry links to a front page"
    oldest = timedelta(days=settings.max_entry_age_days)
    if oldest and entry.published_at and entry.published_at < now - oldest:
        return (
            RejectionReason.TOO_OLD,
            f"published {entry.published_at:%Y-%m-%d}, over {settings.max_entry_age_days} days ago",
        )
    return None


def _tasks(entries: Iterable[Entry]) -> list[PageTask]:
    pages: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.article_url:
            pages[entry.article_url].append(entry)
    return [PageTask(url=url, link=linking[0].url, entries=tuple(linking)) for url, linking in pages.items()]
